import { z } from "zod/mini";
import type { SettingProblem } from "./node-type";

/** A form that stands in for the question of a chat: its fields, and how what is filled in is read. */

export const FORM_FIELD_TYPES = [
  "text",
  "long-text",
  "number",
  "choice",
  "yes-no",
  "date",
] as const;
export const MAX_FORM_CHOICES = 50;
const MAX_FIELDS = 30;
/** Characters of what is filled into one field. */
export const MAX_FORM_TEXT = 500;
export const MAX_FORM_LONG_TEXT = 4000;
/** All that is filled in, together; as long as a question in a chat may be. */
const MAX_ALL = 4000;
/** How a field is called in the data, by programs and in files. */
const NAME = /^[A-Za-z]\w{0,39}$/;

const fieldSchema = z.object({
  name: z.string().check(z.maxLength(40)),
  type: z.enum(FORM_FIELD_TYPES),
  /** Shown above the field; empty: its name. */
  label: z.string().check(z.maxLength(120)),
  help: z.string().check(z.maxLength(300)),
  required: z.boolean(),
  /** Of a choice. */
  choices: z.array(z.string().check(z.maxLength(100))).check(z.maxLength(MAX_FORM_CHOICES)),
});
export type FormField = z.infer<typeof fieldSchema>;
export const formFieldsSchema = z.array(fieldSchema).check(z.maxLength(MAX_FIELDS));

/** What was filled in, by name of field; null where nothing was. */
export type FormValue = string | number | boolean | null;
export type FormValues = Readonly<Record<string, FormValue>>;

/** A filled-in form as it goes into a run. */
export interface FilledForm {
  readonly values: FormValues;
  /** The same as a question, for searching and for whoever looks at the run. */
  readonly question: string;
}

export interface Form {
  readonly fields: readonly FormField[];
  /** Text with `{name}` for what was filled in; empty: all of it, a line each. */
  readonly question: string;
}

export interface FormProblem {
  /** Name of the field; "" for the whole. */
  readonly field: string;
  readonly code: "missing" | "unknown" | "text" | "number" | "choice" | "yesno" | "date" | "long";
}

/** The choices of a field that can be chosen: lines that hold something, each once. */
export function formChoices({ choices }: Pick<FormField, "choices">): string[] {
  return [...new Set(choices.map((choice) => choice.trim()))].filter((choice) => choice !== "");
}

export function formLabel({ label, name }: Pick<FormField, "label" | "name">): string {
  return label.trim() || name;
}

/** What keeps a form from being filled in. */
export function formSettingProblems({ fields, question }: Form): SettingProblem[] {
  const problem = (field: string, code: string, params: SettingProblem["params"] = {}) => [
    { field, code, params },
  ];
  if (fields.length === 0) return problem("fields", "form-fields-none");
  if (fields.some(({ name }) => !NAME.test(name))) return problem("fields", "form-field-name");
  const names = fields.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return problem("fields", "form-field-twice", { name: twice });
  const bare = fields.find((field) => field.type === "choice" && formChoices(field).length < 2);
  if (bare) return problem("fields", "form-field-choices", { name: formLabel(bare) });
  const unknown = [...question.matchAll(TOKEN)].find(([, name = ""]) => !names.includes(name));
  if (unknown) return problem("question", "form-question-unknown", { token: unknown[0] });
  return [];
}

type Read = { readonly value: FormValue } | { readonly problem: FormProblem["code"] };

/**
 * Reads what somebody filled in: values of their kind, or text as a file or a browser's form has it. Takes nothing but
 * the form's own fields.
 */
export function readForm(
  form: Form,
  given: Readonly<Record<string, unknown>>,
): { readonly filled: FilledForm } | { readonly problems: readonly FormProblem[] } {
  const known = new Set(form.fields.map(({ name }) => name));
  const problems: FormProblem[] = Object.keys(given)
    .filter((name) => !known.has(name))
    .map((field) => ({ field, code: "unknown" }));
  const values: Record<string, FormValue> = {};
  for (const field of form.fields) {
    const raw = Object.hasOwn(given, field.name) ? given[field.name] : null;
    const read = readValue(field, typeof raw === "string" ? raw.trim() : (raw ?? null));
    if ("problem" in read) problems.push({ field: field.name, code: read.problem });
    else values[field.name] = read.value;
  }
  if (problems.length > 0) return { problems };
  const question = questionOf(form, values);
  if (question.length > MAX_ALL) return { problems: [{ field: "", code: "long" }] };
  return { filled: { values, question } };
}

function readValue(field: FormField, raw: unknown): Read {
  if (raw === null || raw === "") return field.required ? { problem: "missing" } : { value: null };
  switch (field.type) {
    case "number": {
      const value = typeof raw === "string" ? Number(raw) : raw;
      return typeof value === "number" && Number.isFinite(value)
        ? { value }
        : { problem: "number" };
    }
    case "yes-no": {
      const value = typeof raw === "string" ? YES_NO.get(raw.toLowerCase()) : raw;
      return typeof value === "boolean" ? { value } : { problem: "yesno" };
    }
    case "choice": {
      const value = formChoices(field).find((choice) => choice === raw);
      return value === undefined ? { problem: "choice" } : { value };
    }
    case "date":
      return typeof raw === "string" && isDate(raw) ? { value: raw } : { problem: "date" };
    case "text":
    case "long-text": {
      // What a spreadsheet took for a number is text all the same.
      const value = typeof raw === "number" ? String(raw) : raw;
      if (typeof value !== "string") return { problem: "text" };
      const most = field.type === "text" ? MAX_FORM_TEXT : MAX_FORM_LONG_TEXT;
      return value.length > most ? { problem: "long" } : { value };
    }
  }
}

const YES_NO = new Map([
  ["yes", true],
  ["true", true],
  ["no", false],
  ["false", false],
]);

/** A day that there is, as 2031-02-28. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const TOKEN = /\{([A-Za-z]\w{0,39})\}/g;

function questionOf({ fields, question }: Form, values: FormValues): string {
  const text = (name: string) => valueText(values[name] ?? null);
  if (question.trim() !== "") {
    const filled = question.replace(TOKEN, (whole, name: string) =>
      Object.hasOwn(values, name) ? text(name) : whole,
    );
    return filled.replace(/[ \t]{2,}/g, " ").trim();
  }
  const said = fields.filter(({ name }) => values[name] !== null);
  const [first, ...others] = said;
  if (first && others.length === 0) return text(first.name);
  return said.map((field) => `${asHeading(formLabel(field))} ${text(field.name)}`).join("\n");
}

function asHeading(label: string): string {
  return /[?:!.]$/.test(label) ? label : `${label}:`;
}

function valueText(value: FormValue): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}
