import { z } from "zod/mini";
import type { SettingProblem } from "@/lib/graph/node-type";
import type { JsonValue } from "@/lib/graph/values";

export const FIELD_TYPES = ["text", "number", "yes-no", "choice", "list"] as const;
const MAX_FIELDS = 30;
export const MAX_CHOICES = 50;
/** How a field is called in the data, and by whoever mentions it: a step of a reference. */
const NAME = /^[A-Za-z]\w{0,39}$/;

const fieldSchema = z.object({
  name: z.string().check(z.maxLength(40)),
  type: z.enum(FIELD_TYPES),
  /** Told to the model. */
  description: z.string().check(z.maxLength(300)),
  /** Has to be filled in; any other may be null. */
  required: z.boolean(),
  /** Of a choice. */
  choices: z.array(z.string().check(z.maxLength(100))).check(z.maxLength(MAX_CHOICES)),
});
export type AnswerField = z.infer<typeof fieldSchema>;

export const answerFieldsSchema = z.array(fieldSchema).check(z.maxLength(MAX_FIELDS));

/** What the fields hold, by name; null where the passages don't say. */
export type FieldValues = Readonly<Record<string, JsonValue>>;

/** The choices of a field that can be chosen: lines that hold something, each once. */
export function choicesOf({ choices }: AnswerField): string[] {
  return [...new Set(choices.map((choice) => choice.trim()))].filter((choice) => choice !== "");
}

/** What keeps fields from being filled in. */
export function fieldProblems(fields: readonly AnswerField[]): SettingProblem[] {
  const problem = (code: string, params: SettingProblem["params"] = {}) => [
    { field: "answerFields", code, params },
  ];
  if (fields.length === 0) return problem("model-fields-none");
  const wrong = fields.find(({ name }) => !NAME.test(name));
  if (wrong) return problem("model-field-name");
  const names = fields.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return problem("model-field-twice", { name: twice });
  const bare = fields.find((field) => field.type === "choice" && choicesOf(field).length < 2);
  return bare ? problem("model-field-choices", { name: bare.name }) : [];
}

/**
 * What a model has to reply with, built from the fields as data: whether the passages answer at all, and a value for
 * every field. Values that may be missing are null, because services that hold a model to a schema want every key.
 */
function replySchemaOf(fields: readonly AnswerField[], told = z.registry<Told>()) {
  const values = Object.fromEntries(
    fields.map((field) => {
      const { required, description } = field;
      const schema = required ? valueSchema(field) : z.nullable(valueSchema(field));
      if (description.trim() !== "") told.add(schema, { description: description.trim() });
      return [field.name, schema];
    }),
  );
  return z.object({ answerable: z.boolean(), values: z.object(values) });
}

interface Told {
  readonly description: string;
}

function valueSchema(field: AnswerField) {
  switch (field.type) {
    case "text":
      return z.string();
    case "number":
      return z.number();
    case "yes-no":
      return z.boolean();
    case "choice":
      return z.enum(choicesOf(field));
    case "list":
      return z.array(z.string());
  }
}

/** The JSON Schema of the reply. */
export function jsonSchemaOf(fields: readonly AnswerField[]): Readonly<Record<string, unknown>> {
  const metadata = z.registry<Told>();
  const { $schema: _, ...schema } = z.toJSONSchema(replySchemaOf(fields, metadata), { metadata });
  return schema;
}

export type FormReply =
  | { readonly state: "filled"; readonly values: FieldValues }
  | { readonly state: "unanswerable" }
  /** What is wrong, one line each, in the words of the schema. */
  | { readonly state: "unfit"; readonly problems: readonly string[] };

/** Reads what a model wrote: one JSON object, alone or with words or a fence around it. */
export function readForm(reply: string, fields: readonly AnswerField[]): FormReply {
  const object = parseJson(/\{[\s\S]*\}/.exec(reply)?.[0] ?? "");
  if (object === null) return { state: "unfit", problems: ["the reply holds no JSON object"] };
  const answerable = z.object({ answerable: z.literal(false) }).safeParse(object);
  if (answerable.success) return { state: "unanswerable" };
  const parsed = replySchemaOf(fields).safeParse(withNulls(object, fields));
  if (parsed.success) return { state: "filled", values: parsed.data.values };
  return { state: "unfit", problems: parsed.error.issues.map(problemOf) };
}

/** A model that is held to no schema may leave out what it would set to null. */
function withNulls(object: object, fields: readonly AnswerField[]): object {
  const values: unknown = Reflect.get(object, "values");
  if (typeof values !== "object" || values === null) return object;
  const optional = fields.flatMap(({ name, required }): [string, null][] =>
    required ? [] : [[name, null]],
  );
  return { ...object, values: { ...Object.fromEntries(optional), ...values } };
}

function problemOf(issue: z.core.$ZodIssue): string {
  const place = issue.path.map(String).join(".") || "the object";
  if (issue.code === "invalid_type") return `${place}: expected ${issue.expected}`;
  if (issue.code === "invalid_value") return `${place}: expected one of ${issue.values.join(", ")}`;
  return `${place}: not allowed`;
}

function parseJson(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
