import { citeAnswer, type CitedAnswer } from "@/lib/grounding";
import type { JsonValue, Passage } from "@/lib/graph/values";
import type { AnswerField, FieldValues } from "./answer-fields";

export interface CitedFields extends CitedAnswer {
  /** Texts, numbers and items of lists: what a passage has to back. Choices and yes or no are judged, not stated. */
  readonly facts: number;
}

interface Line {
  /** Shown before what is looked for in the passages. */
  readonly prefix: string;
  /** Null where nothing needs to be looked for. */
  readonly claim: string | null;
}

/** Filled-in fields as lines that a person can read, each fact tied to its quote. */
export function citeFields(
  fields: readonly AnswerField[],
  values: FieldValues,
  passages: readonly Passage[],
): CitedFields {
  const lines = fields.flatMap((field) => linesOf(field, values[field.name] ?? null));
  const claims = lines.flatMap(({ claim }) => claim ?? []);
  const cited = citeAnswer({ text: claims.join("\n"), passages });
  const proved = cited.text.split("\n");
  const unsupported: CitedAnswer["unsupported"] = [];
  let text = "";
  // Where the line stands among the claims alone, to move its spans from there.
  let from = 0;
  for (const { prefix, claim } of lines) {
    if (text !== "") text += "\n";
    text += prefix;
    if (claim === null) continue;
    const line = proved.shift() ?? "";
    const moved = text.length - from;
    for (const { start, end } of cited.unsupported) {
      if (start < from || start > from + line.length) continue;
      unsupported.push({ start: start + moved, end: end + moved });
    }
    text += line;
    from += line.length + 1;
  }
  return { ...cited, text, unsupported, facts: claims.length };
}

/**
 * Values without those that no passage backs: null, and gone from a list. Null in all where that leaves out a field
 * that has to be there.
 */
export function provedValues(
  fields: readonly AnswerField[],
  values: FieldValues,
  passages: readonly Passage[],
): FieldValues | null {
  const isProved = (field: AnswerField, value: JsonValue) =>
    citeFields([field], { [field.name]: value }, passages).unsupported.length === 0;
  const proved: Record<string, JsonValue> = {};
  for (const field of fields) {
    const value = values[field.name] ?? null;
    const left = Array.isArray(value)
      ? value.filter((item: JsonValue) => isProved(field, [item]))
      : isProved(field, value)
        ? value
        : null;
    const lost = left === null || (Array.isArray(left) && left.length === 0);
    if (lost && field.required && !isEmpty(value)) return null;
    proved[field.name] = left;
  }
  return proved;
}

function isEmpty(value: JsonValue): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** A value is looked for without the name of its field, which is the builder's word; a number alone says too little. */
function linesOf({ name, type }: AnswerField, value: JsonValue): Line[] {
  const label = name.replaceAll("_", " ");
  const items = Array.isArray(value) ? value : [value];
  return items
    .map((item: JsonValue) => flat(item))
    .filter((text) => text !== "")
    .map((text) => {
      if (type === "choice" || type === "yes-no") {
        return { prefix: `${label}: ${text}`, claim: null };
      }
      if (type === "number") return { prefix: "", claim: `${label}: ${text}` };
      return { prefix: `${label}: `, claim: text };
    });
}

function flat(value: JsonValue): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" || typeof value === "number"
    ? String(value).replace(/\s+/g, " ").trim()
    : "";
}
