import { z } from "zod/mini";
import { formFieldsSchema, formSettingProblems, type FormField } from "@/lib/graph/form";
import type { OutputPort } from "@/lib/graph/port-types";
import { defineNode } from "@/lib/nodes/_contract/definition";

const OUTPUTS = { question: { type: "text" }, files: { type: "files" } } as const;

/** The port that gives what was filled into a field. */
export function portOfField(name: string): string {
  return `field_${name}`;
}

function outputOf({ type }: FormField): OutputPort {
  if (type === "number") return { type: "number" };
  return { type: type === "yes-no" ? "boolean" : "text" };
}

const STARTING: FormField = {
  name: "topic",
  type: "text",
  label: "What is it about?",
  help: "",
  required: true,
  choices: [],
};

export const formInput = defineNode({
  type: "form-input",
  version: 1,
  category: "input",
  icon: "text-cursor-input",
  inputs: {},
  outputs: OUTPUTS,
  portsOf: ({ fields }) => ({
    inputs: {},
    outputs: {
      question: OUTPUTS.question,
      ...Object.fromEntries(fields.map((field) => [portOfField(field.name), outputOf(field)])),
      files: OUTPUTS.files,
    },
    names: Object.fromEntries(fields.map(({ name, label }) => [portOfField(name), label || name])),
  }),
  check: formSettingProblems,
  params: z.object({
    fields: z._default(formFieldsSchema, () => [{ ...STARTING, choices: [] }]),
    question: z._default(z.string().check(z.maxLength(1000)), ""),
  }),
  fields: [
    { key: "fields", control: "form-fields" },
    { key: "question", control: "textarea", rows: 2 },
  ],
  summary: ({ fields }) => ({ key: "asks", values: { count: fields.length } }),
  onError: ["fail"],
  migrate: {},
  messages: {
    en: {
      label: "Form input",
      description: "Where what a person fills into a form comes in, and files.",
      ports: { question: "All of it, as a question", files: "Files attached" },
      fields: {
        fields: { label: "Fields" },
        question: {
          label: "The question it makes",
          help: "Put names of fields in braces, such as {topic}. It is what is searched for. Empty, all that was filled in is, a line each.",
          placeholder: "What are the rules for {topic}?",
        },
      },
      summary: {
        asks: "Asks for {count, plural, =0 {nothing yet} one {# field} other {# fields}}",
      },
    },
  },
});
