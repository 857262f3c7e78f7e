/** A part of a mail, in the order in which it is read. */
export type MailPart =
  | { readonly text: string }
  | { readonly heading: string }
  /** What somebody else said: set apart, so that it can't pass for our own words. */
  | { readonly quote: string }
  | { readonly items: readonly string[] }
  /** The one thing to do. */
  | { readonly action: string; readonly url: string }
  /** Small print at the end. */
  | { readonly note: string };

/** What a mail says. Composing it into text and HTML is left to {@link compose}. */
export interface MailMessage {
  readonly subject: string;
  readonly parts: readonly MailPart[];
  /** Where an answer goes, when not to us. */
  readonly replyTo?: string;
}

export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const LONGEST_SUBJECT = 200;

/** One line, whatever it was made from: nothing in it can begin another header. */
export function subjectLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line.length > LONGEST_SUBJECT ? `${line.slice(0, LONGEST_SUBJECT - 1)}…` : line;
}

/** The mail as text and as plain HTML: no picture, no script, no address of anybody else, nothing that tells of its being read. */
export function compose({ subject, parts }: MailMessage): ComposedMail {
  return {
    subject: subjectLine(subject),
    text: `${parts.map(asText).join("\n\n")}\n`,
    html: page(parts.map(asHtml).join("\n")),
  };
}

function asText(part: MailPart): string {
  if ("heading" in part) return `${part.heading}\n${"-".repeat(Math.min(part.heading.length, 60))}`;
  if ("quote" in part)
    return part.quote
      .split(/\r?\n/)
      .map((line) => `> ${line}`)
      .join("\n");
  if ("items" in part) return part.items.map((item) => `- ${item}`).join("\n");
  if ("action" in part) return `${part.action}:\n${part.url}`;
  return "note" in part ? part.note : part.text;
}

const INK = "#1f2421";
const SOFT = "#5c645f";
const MOSS = "#1f6f50";

function asHtml(part: MailPart): string {
  if ("heading" in part)
    return `<h2 style="font-size:16px;margin:24px 0 8px">${lines(part.heading)}</h2>`;
  if ("quote" in part) {
    return `<blockquote style="margin:0 0 16px;padding:2px 0 2px 12px;border-left:3px solid #d9ddda">${lines(part.quote)}</blockquote>`;
  }
  if ("items" in part) {
    const items = part.items.map((item) => `<li>${lines(item)}</li>`).join("");
    return `<ul style="margin:0 0 16px;padding-left:20px">${items}</ul>`;
  }
  if ("action" in part) {
    const url = escaped(part.url);
    return `<p style="margin:20px 0"><a href="${url}" style="display:inline-block;padding:10px 16px;border-radius:6px;background:${MOSS};color:#ffffff;text-decoration:none">${lines(part.action)}</a></p>
<p style="margin:0 0 16px;font-size:13px;color:${SOFT};word-break:break-all">${url}</p>`;
  }
  if ("note" in part) {
    return `<p style="margin:24px 0 0;font-size:13px;color:${SOFT}">${lines(part.note)}</p>`;
  }
  return `<p style="margin:0 0 16px">${lines(part.text)}</p>`;
}

function page(body: string): string {
  return `<!doctype html>
<html><head><meta charset="utf-8"><meta name="color-scheme" content="light"></head>
<body style="margin:0;padding:24px;background:#ffffff;color:${INK};font:15px/1.5 system-ui,sans-serif">
<div style="max-width:560px;margin:0 auto">
${body}
</div></body></html>
`;
}

const lines = (text: string) => escaped(text).replace(/\r?\n/g, "<br>");

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? "");
}
