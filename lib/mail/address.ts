/** An address with the name that mail programs show beside it. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** RFC 5321 without its exotic forms: no quotes, no comments, no routes, nothing that a header could be broken with. */
const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Whether a mail can be sent to it, and to nobody else. */
export function isMailAddress(text: string): boolean {
  const [local = ""] = text.split("@");
  return text.length <= 254 && ADDRESS.test(text) && !/^\.|\.\.|\.$/.test(local);
}

/** Reads `name@host` or `Name <name@host>`; null for anything else. */
export function parseMailbox(text: string): Mailbox | null {
  const match = /^(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>]+)>|([^<>]+))$/u.exec(text.trim());
  const address = (match?.[2] ?? match?.[3] ?? "").trim();
  if (!isMailAddress(address)) return null;
  return { name: (match?.[1] ?? "").trim().slice(0, 120), address };
}
