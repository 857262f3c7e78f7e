import { createHash } from "node:crypto";

/** What an embedder reads of a passage: its titles, then its text, a line each. */
export function embedText(titles: readonly string[], text: string): string {
  return [...titles, text].join("\n");
}

/** SHA-256 of an `embedText`, hex: the same vector, as long as the model is the same. */
export function embedHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
