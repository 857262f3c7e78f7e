import type { Passage } from "@/lib/graph/values";
import type { ChatMessage } from "@/lib/nodes/_contract/context";
import { quotedRule, quotePassages } from "@/lib/nodes/_contract/quoted-passages";

/** What the model is told to say when the passages don't hold the answer; `no-answer.ts` listens for it. */
export const NO_ANSWER = "NO_ANSWER";

export interface PromptParts {
  readonly question: string;
  readonly passages: readonly Passage[];
  /** The builder's wishes on tone and form. */
  readonly instructions: string;
}

/** The fixed prompt. Rules and the builder's wishes are the system's; question and passages are the user's, quoted. */
export function buildPrompt({ question, passages, instructions }: PromptParts): ChatMessage[] {
  const { fence, text } = quotePassages(question, passages);
  return [
    { role: "system", content: systemPrompt(fence, instructions) },
    { role: "user", content: text },
  ];
}

function systemPrompt(fence: string, instructions: string): string {
  const rules = [
    "You answer a question using only the passages given with it.",
    quotedRule(fence),
    "Use no other knowledge, and don't guess. Every statement must be backed by a passage.",
    "After each statement put the number of the passage that backs it in square brackets, like [1]. Cite only numbers that are given.",
    `If the passages don't contain the answer, reply with exactly ${NO_ANSWER} and nothing else.`,
    "Answer in the language of the question. Keep names, numbers and dates exactly as they are written.",
  ];
  const wishes = instructions.trim();
  if (wishes !== "") {
    rules.push(`As far as the rules above allow, also follow these wishes:\n${wishes}`);
  }
  return rules.join("\n");
}
