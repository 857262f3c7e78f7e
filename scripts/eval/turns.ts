import type { Turn } from "@/lib/graph/values";
import type { EvalQuestion } from "./read-set";

/** Pairs of question and answer before the last question. */
export function turns(conversation: EvalQuestion["conversation"]): Turn[] {
  const pairs: Turn[] = [];
  for (const { role, content } of conversation ?? []) {
    const last = pairs.at(-1);
    if (role === "user") pairs.push({ question: content, answer: "" });
    else if (last) last.answer = content;
  }
  return pairs.filter(({ answer }) => answer !== "");
}
