import { z } from "zod/mini";
import type { HandOver, SettingProblem } from "@/lib/graph/node-type";
import { defineNode } from "@/lib/nodes/_contract/definition";
import { answerFieldsSchema, fieldProblems, type AnswerField } from "./answer-fields";

export { FIELD_TYPES, MAX_CHOICES, type AnswerField } from "./answer-fields";

export const BUILT_IN = "built-in";

const MAX_FALLBACKS = 3;

const modelChoiceSchema = z.object({
  connectionId: z.string(),
  model: z.string().check(z.maxLength(200)),
});
export type ModelChoice = z.infer<typeof modelChoiceSchema>;

/** `default`: as the service does where nothing is said. */
const EFFORTS = ["default", "low", "medium", "high"] as const;

const INPUTS = {
  question: { type: "text", required: true },
  passages: { type: "passages", required: true },
} as const;
const ANSWER = { answer: { type: "message" } } as const;
/** Only where fields are filled in. */
const DATA = { data: { type: "json" } } as const;

/** The Answer node decides what becomes of statements without a source; this node once could leave them out by itself. */
const LEAVE_OUT: HandOver = {
  type: "answer",
  take: (params) =>
    (params.unproved ?? "mark") === "mark" ? { ...params, unproved: "drop" } : params,
};

export const model = defineNode({
  type: "model",
  version: 7,
  category: "model",
  icon: "sparkles",
  inputs: INPUTS,
  outputs: { ...ANSWER, ...DATA },
  portsOf: ({ output, answerFields }) => ({
    inputs: INPUTS,
    outputs: { ...ANSWER, ...(output === "fields" && DATA) },
    names: {},
    parts: { data: answerFields.map(({ name }) => name) },
  }),
  check: modelProblems,
  params: z.object({
    connectionId: z._default(z.string(), BUILT_IN),
    model: z._default(z.string(), BUILT_IN),
    /** Asked in this order where the one before fails before its first word. */
    fallbacks: z._default(z.array(modelChoiceSchema).check(z.maxLength(MAX_FALLBACKS)), []),
    /** How long an answer is given again to the same question. */
    remember: z._default(z.enum(["off", "hour", "day", "week"]), "off"),
    instructions: z._default(z.string().check(z.maxLength(8000)), ""),
    output: z._default(z.enum(["text", "fields"]), "text"),
    answerFields: z._default(answerFieldsSchema, []),
    pictures: z._default(z.boolean(), false),
    reasoningEffort: z._default(z.enum(EFFORTS), "default"),
    temperature: z._default(z.number().check(z.gte(0), z.lte(2)), 0),
    maxOutputTokens: z._default(z.int().check(z.gte(16), z.lte(16_000)), 1000),
    /** 0: as the model's name tells. */
    contextTokens: z._default(z.int().check(z.gte(0), z.lte(2_000_000)), 0),
    noAnswer: z._default(
      z.string().check(z.maxLength(1000)),
      "I don't have that in the documents I was given.",
    ),
  }),
  fields: [
    { key: "connectionId", control: "model", modelKey: "model", required: true },
    { key: "instructions", control: "reference-text", rows: 4, inPrompt: true },
    { key: "output", control: "select", options: ["text", "fields"] },
    {
      key: "answerFields",
      control: "answer-fields",
      showWhen: { key: "output", equals: "fields" },
    },
    { key: "pictures", control: "switch", needs: "vision" },
    { key: "fallbacks", control: "fallbacks", maxItems: MAX_FALLBACKS, level: "advanced" },
    {
      key: "reasoningEffort",
      control: "select",
      options: EFFORTS,
      level: "advanced",
      needs: "reasoning",
    },
    {
      key: "temperature",
      control: "slider",
      min: 0,
      max: 2,
      step: 0.1,
      format: "decimal",
      level: "advanced",
      needs: "temperature",
    },
    {
      key: "maxOutputTokens",
      control: "number",
      min: 16,
      max: 16_000,
      step: 1,
      level: "advanced",
      needs: "prompt",
    },
    {
      key: "contextTokens",
      control: "number",
      min: 0,
      max: 2_000_000,
      step: 1,
      level: "advanced",
      needs: "prompt",
    },
    { key: "noAnswer", control: "textarea", rows: 2, required: true, level: "advanced" },
    {
      key: "remember",
      control: "select",
      options: ["off", "hour", "day", "week"],
      level: "advanced",
      needs: "prompt",
    },
  ],
  summary: ({ connectionId, model: id, output, answerFields }, lookup) => {
    if (connectionId === BUILT_IN) return { key: "builtIn" };
    const name = lookup.model({ connectionId, model: id }) ?? id;
    if (output === "text") return { key: "named", values: { name } };
    return { key: "fields", values: { name, count: answerFields.length } };
  },
  onError: ["fail", "default", "branch"],
  migrate: {
    1: (params) => ({ ...params, contextTokens: 0 }),
    2: (params) => ({ ...params, fallbacks: [] }),
    3: (params) => ({ ...params, remember: "off" }),
    4: (params) => ({ ...params, output: "text", answerFields: [] }),
    5: (params) => ({ ...params, pictures: false, reasoningEffort: "default" }),
    6: ({ unsupported: _handedOver, ...params }) => params,
  },
  handOver: {
    6: ({ unsupported }) => (unsupported === "drop" ? LEAVE_OUT : null),
  },
  messages: {
    en: {
      label: "Model",
      description: "Writes the answer from the passages, and from nothing else.",
      ports: {
        question: "Question",
        passages: "Passages to answer from",
        answer: "Answer",
        data: "Fields",
      },
      fields: {
        connectionId: {
          label: "Model",
          help: "The built-in one needs no key: it answers by quoting your documents.",
        },
        model: { label: "Model name" },
        fallbacks: {
          label: "If that model fails",
          help: "Asked instead, in this order, when the model above is down, overloaded or gone. The steps of a run say when that happened.",
        },
        instructions: {
          label: "Instructions",
          help: "Tone, language, what to mention. Answering only from the passages is always required and needn't be said.",
          placeholder: "Answer in two or three sentences, friendly and precise.",
        },
        output: {
          label: "Answers with",
          help: "Fields are filled in from the passages, checked, and handed on as data besides the answer.",
          options: { text: "Text", fields: "Fields you name" },
        },
        answerFields: { label: "Fields" },
        pictures: {
          label: "Look at attached pictures",
          help: "Pictures that visitors attach are shown to the model with the question. Needs the step Visitor's files, which lets them attach some.",
        },
        reasoningEffort: {
          label: "How long it thinks",
          help: "Longer costs more and takes longer; it helps with questions of several steps.",
          options: { default: "As usual", low: "Short", medium: "Medium", high: "Long" },
        },
        temperature: {
          label: "Variation",
          help: "0 gives the same answer to the same question each time. Also called temperature.",
        },
        maxOutputTokens: {
          label: "Longest answer",
          help: "In tokens; one is about three quarters of a word.",
        },
        contextTokens: {
          label: "Room for the question and passages",
          help: "In tokens, with the answer: the context of the model. 0 goes by the model's name. What doesn't fit is left out whole, and the steps of a run say so.",
        },
        noAnswer: {
          label: "When it can't answer",
          help: "Said when the passages turn out not to hold the answer after all.",
        },
        remember: {
          label: "Remember answers",
          help: "The same question is then answered again without asking the model, at no cost, as long as it would be given the same passages. Never for questions with attached files.",
          options: {
            off: "Don't",
            hour: "For an hour",
            day: "For a day",
            week: "For a week",
          },
        },
      },
      summary: {
        builtIn: "Quotes the sentences that answer, needs no key",
        named: "Answers with {name}",
        fields:
          "{count, plural, =0 {Fills in fields with {name}} one {Fills in # field with {name}} other {Fills in # fields with {name}}}",
      },
    },
  },
});

function modelProblems(params: {
  connectionId: string;
  fallbacks: readonly ModelChoice[];
  output: "text" | "fields";
  answerFields: readonly AnswerField[];
}): SettingProblem[] {
  const { connectionId, fallbacks, output, answerFields } = params;
  if (output === "text") return [];
  const quoting = (field: string) => [{ field, code: "model-fields-built-in", params: {} }];
  if (connectionId === BUILT_IN) return quoting("connectionId");
  if (fallbacks.some((one) => one.connectionId === BUILT_IN)) return quoting("fallbacks");
  return fieldProblems(answerFields);
}
