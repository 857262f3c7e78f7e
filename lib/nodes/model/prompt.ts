import type { z } from "zod/mini";
import type { Passage } from "@/lib/graph/values";
import type { ChatMessage } from "@/lib/nodes/_contract/context";
import { quotedRule, quotePassages } from "@/lib/nodes/_contract/quoted-passages";
import { jsonSchemaOf, type AnswerField } from "./answer-fields";
import type { model } from "./definition";

/** What the model is told to say when the passages don't hold the answer; `no-answer.ts` listens for it. */
export const NO_ANSWER = "NO_ANSWER";

export interface PromptParts {
  readonly question: string;
  readonly passages: readonly Passage[];
  /** The builder's wishes on tone and form. */
  readonly instructions: string;
  /** What has to be filled in, where the answer isn't free text. */
  readonly fields?: readonly AnswerField[];
  /** Whether pictures may come with the question. */
  readonly pictures?: boolean;
}

/** What the settings of a Model node put into its prompt. */
export function promptOf(
  params: z.output<typeof model.params>,
): Pick<PromptParts, "instructions" | "fields" | "pictures"> {
  const { instructions, pictures, output, answerFields } = params;
  return { instructions, pictures, ...(output === "fields" && { fields: answerFields }) };
}

/** One part of the prompt, word for word as it is sent. */
export interface PromptPart {
  readonly kind: "rules" | "instructions" | "passages" | "question";
  readonly text: string;
}

/** The fixed prompt. Rules and the builder's wishes are the system's; question and passages are the user's, quoted. */
export function buildPrompt(given: PromptParts): ChatMessage[] {
  const { rules, instructions, quoted } = compose(given);
  const system = instructions === "" ? rules : `${rules}\n${instructions}`;
  return [
    { role: "system", content: system },
    { role: "user", content: quoted.text },
  ];
}

/** The same prompt, taken apart, in its order; parts that are empty are left out. */
export function promptParts(given: PromptParts): PromptPart[] {
  const { rules, instructions, quoted } = compose(given);
  const parts: PromptPart[] = [
    { kind: "rules", text: rules },
    { kind: "instructions", text: instructions },
    { kind: "passages", text: quoted.passages },
    { kind: "question", text: quoted.question },
  ];
  return parts.filter(({ text }) => text !== "");
}

const PICTURES_RULE =
  "Pictures that come with the question belong to it: they show what is asked about, and back no statement.";

function compose({ question, passages, instructions, fields, pictures = false }: PromptParts) {
  const quoted = quotePassages(question, passages);
  const wishes = instructions.trim();
  const rules = fields ? formRulesFor(quoted.fence, fields) : rulesFor(quoted.fence);
  return {
    rules: pictures ? `${rules}\n${PICTURES_RULE}` : rules,
    instructions:
      wishes === "" ? "" : `As far as the rules above allow, also follow these wishes:\n${wishes}`,
    quoted,
  };
}

function rulesFor(fence: string): string {
  return [
    "You answer a question using only the passages given with it.",
    quotedRule(fence),
    "Use no other knowledge, and don't guess. Every statement must be backed by a passage.",
    "After each statement put the number of the passage that backs it in square brackets, like [1]. Cite only numbers that are given.",
    `If the passages don't contain the answer, reply with exactly ${NO_ANSWER} and nothing else.`,
    "Answer in the language of the question. Keep names, numbers and dates exactly as they are written.",
  ].join("\n");
}

/** The schema stands here even where a service holds the model to it: a model that knows it fills it in better. */
function formRulesFor(fence: string, fields: readonly AnswerField[]): string {
  return [
    "You fill in a form about a question, using only the passages given with it.",
    quotedRule(fence),
    "Use no other knowledge, and don't guess. Every value must be backed by a passage; where none states it, it is null if the form allows that.",
    "If the passages don't contain what the question asks for, set answerable to false; the values don't matter then.",
    "Write texts in the language of the question. Keep names, numbers and dates exactly as they are written.",
    `Reply with one JSON object of this JSON Schema and nothing else:\n${JSON.stringify(jsonSchemaOf(fields))}`,
  ].join("\n");
}
