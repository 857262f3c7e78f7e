import { z } from "zod/mini";

const email = z.email();
const link = z.url({ protocol: /^https$/ });

/**
 * What a click on the button opens: a mail whose subject is the question, or the page as it was entered. Null for an
 * address of neither kind, so that nothing else can ever be behind it.
 */
export function handOverHref(
  kind: "email" | "link",
  { to, question }: { to: string; question: string },
): string | null {
  const address = to.trim();
  if (kind === "link") return link.safeParse(address).success ? address : null;
  if (!email.safeParse(address).success) return null;
  return `mailto:${address}${question === "" ? "" : `?subject=${encodeURIComponent(question)}`}`;
}
