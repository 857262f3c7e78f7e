import { z } from "zod/mini";
import { NODE_ID_PATTERN, PORT_NAME_PATTERN, type Json, type Params } from "./document";
import { textOf } from "./value-text";

/**
 * References are data. A value, at whatever depth of a field, can be `{ "ref": ["model-1", "answer", "text"] }`; inside
 * text the same is the token `{{model-1.answer.text}}`. The grammar is fixed and nothing is ever evaluated:
 *
 *     token = "{{" space* node "." port ( "." step )* space* "}}"
 *     node  = [a-z] [a-z0-9-]*      port = letter [letter digit _]*      step = [letter digit _]+
 *
 * Whatever does not match stays plain text, and inserted values are not read again.
 */
export interface Reference {
  readonly nodeId: string;
  readonly port: string;
  /** Steps into the value: own properties of objects, indexes of lists. */
  readonly path: readonly string[];
}

export type TextPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "reference"; readonly raw: string; readonly reference: Reference };

/** Yields the outputs of a node that has run; undefined when it was skipped or doesn't exist. */
export type OutputLookup = (nodeId: string) => Readonly<Record<string, unknown>> | undefined;

const TOKEN = /\{\{\s*([a-z][a-z0-9-]{0,63})\.([a-zA-Z]\w{0,63}(?:\.\w{1,64}){0,16})\s*\}\}/g;
const TOKEN_LIKE = /\{\{[^{}]{0,300}\}\}/g;
const STEP = /^\w{1,64}$/;

const refSchema = z.strictObject({
  ref: z.tuple(
    [z.string().check(z.regex(NODE_ID_PATTERN)), z.string().check(z.regex(PORT_NAME_PATTERN))],
    z.string().check(z.regex(STEP)),
  ),
});

/** The reference that a field's whole value is, or undefined for any other value. */
export function referenceIn(value: unknown): Reference | undefined {
  const parsed = refSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const [nodeId, port, ...path] = parsed.data.ref;
  return { nodeId, port, path };
}

/** Splits text at its tokens; the parts' texts in order are the text itself. */
export function parseReferenceText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [raw, nodeId = "", dotted = ""] = match;
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    const [port = "", ...path] = dotted.split(".");
    parts.push({ kind: "reference", raw, reference: { nodeId, port, path } });
    end = match.index + raw.length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}

/** The token that stands for a reference in text. */
export function formatReference({ nodeId, port, path }: Reference): string {
  return `{{${[nodeId, port, ...path].join(".")}}}`;
}

/** Things in double braces that look like a token but aren't one; shown as a warning. */
export function malformedTokens(text: string): string[] {
  const wellFormed = new Set(text.match(TOKEN));
  return (text.match(TOKEN_LIKE) ?? []).filter((token) => !wellFormed.has(token));
}

/** The value a reference points at, or undefined. Only own properties are followed. */
export function resolveReference(reference: Reference, outputs: OutputLookup): unknown {
  let value: unknown = outputs(reference.nodeId);
  for (const step of [reference.port, ...reference.path]) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** Text with every token replaced by its value as text; a value that is missing leaves nothing. */
export function resolveReferenceText(text: string, outputs: OutputLookup): string {
  return parseReferenceText(text)
    .map((part) =>
      part.kind === "text" ? part.text : textOf(resolveReference(part.reference, outputs)),
    )
    .join("");
}

/** All references of a node's params with the field each is in. `textKeys` are the fields that may hold tokens. */
export function collectReferences(
  params: Params,
  textKeys: ReadonlySet<string>,
): { field: string; reference: Reference }[] {
  return Object.entries(params).flatMap(([field, value]) => {
    if (typeof value !== "string") {
      return wholeReferences(value).map((reference) => ({ field, reference }));
    }
    if (!textKeys.has(field)) return [];
    return parseReferenceText(value).flatMap((part) =>
      part.kind === "reference" ? [{ field, reference: part.reference }] : [],
    );
  });
}

/** The references that a value is or holds. */
function wholeReferences(value: Json): Reference[] {
  if (typeof value !== "object" || value === null) return [];
  const whole = referenceIn(value);
  if (whole !== undefined) return [whole];
  return Object.values(value).flatMap(wholeReferences);
}

/**
 * Params with every reference replaced by what it points at. An unresolved one leaves the field out, and is null within
 * lists and objects.
 */
export function resolveParams(
  params: Params,
  textKeys: ReadonlySet<string>,
  outputs: OutputLookup,
): Record<string, unknown> {
  const resolved: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(params)) {
    const whole = referenceIn(value);
    if (whole !== undefined) {
      const found = resolveReference(whole, outputs);
      if (found !== undefined) resolved[field] = found;
    } else if (typeof value === "string" && textKeys.has(field)) {
      resolved[field] = resolveReferenceText(value, outputs);
    } else {
      resolved[field] = withValues(value, outputs);
    }
  }
  return resolved;
}

function withValues(value: Json, outputs: OutputLookup): unknown {
  if (typeof value !== "object" || value === null) return value;
  const whole = referenceIn(value);
  if (whole !== undefined) return resolveReference(whole, outputs) ?? null;
  if (Array.isArray(value)) return value.map((item) => withValues(item, outputs));
  return mapValues(value, (item) => withValues(item, outputs));
}

function mapValues<T>(object: Readonly<Record<string, Json>>, map: (value: Json) => T) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

/** Params whose references follow nodes to their new ids (after pasting or merging). */
export function renameReferences(params: Params, newIds: ReadonlyMap<string, string>): Params {
  return mapValues(params, (value) =>
    typeof value === "string" ? renamedText(value, newIds) : renamed(value, newIds),
  );
}

function renamed(value: Json, newIds: ReadonlyMap<string, string>): Json {
  if (typeof value !== "object" || value === null) return value;
  const whole = referenceIn(value);
  if (whole !== undefined) {
    return { ref: [newIds.get(whole.nodeId) ?? whole.nodeId, whole.port, ...whole.path] };
  }
  if (Array.isArray(value)) return value.map((item) => renamed(item, newIds));
  return mapValues(value, (item) => renamed(item, newIds));
}

function renamedText(text: string, newIds: ReadonlyMap<string, string>): string {
  return parseReferenceText(text)
    .map((part) => {
      if (part.kind === "text") return part.text;
      const nodeId = newIds.get(part.reference.nodeId);
      return nodeId === undefined ? part.raw : formatReference({ ...part.reference, nodeId });
    })
    .join("");
}
