import type { FileRef, Message, Passage } from "./values";

/**
 * A value as plain text, for text fields and previews: a message's or passage's own text, a file's name, lists item by
 * item, anything else as JSON. Absent values are the empty string.
 */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (isMessage(value) || isPassage(value)) return value.text;
  if (isFile(value)) return value.name;
  if (Array.isArray(value)) return value.map(textOf).join("\n\n");
  return JSON.stringify(value);
}

function isMessage(value: unknown): value is Message {
  return isRecord(value) && typeof value.text === "string" && "outcome" in value;
}

function isPassage(value: unknown): value is Passage {
  return isRecord(value) && typeof value.text === "string" && "textHash" in value;
}

function isFile(value: unknown): value is FileRef {
  return isRecord(value) && typeof value.name === "string" && "mediaType" in value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
