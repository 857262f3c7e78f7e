import "server-only";
import { env } from "@/lib/config/env";

/** Where services can reach this installation from outside; null where they can't: no https, or an address of this machine. */
export function publicOrigin(): string | null {
  const { nextAuthUrl } = env();
  if (nextAuthUrl === null) return null;
  const { protocol, hostname, origin } = new URL(nextAuthUrl);
  // A name with a dot in it, no number.
  const isName = /\.[a-z][a-z0-9-]*$/i.test(hostname);
  return protocol === "https:" && isName ? origin : null;
}

/** The address that a service calls for a watch. */
export const watchAddress = (origin: string, { type, id }: { type: string; id: string }): string =>
  `${origin}/api/connections/${type}/changes/${id}`;
