import { withoutSpans } from "@/lib/grounding";
import type { Message } from "@/lib/graph/values";

export interface Policy {
  readonly unproved: "mark" | "drop" | "refuse";
  /** The share of statements that has to be proved for `refuse` to answer, 0..1. */
  readonly enough: number;
  readonly tooLittle: string;
}

export interface Applied {
  readonly message: Message;
  /** What was done about how many statements; null when every one is backed, or there is none. */
  readonly note: {
    readonly policy: Policy["unproved"];
    readonly statements: number;
    readonly unproved: number;
  } | null;
}

/**
 * What is shown of an answer of which some statements have no source. After `drop` and `refuse` every statement left is
 * proved; an answer of which nothing is left is refused, whatever the policy.
 */
export function applyPolicy(message: Message, policy: Policy): Applied {
  const spans = message.unsupported ?? [];
  if (message.outcome === "refused" || spans.length === 0) return { message, note: null };
  const unproved = spans.length;
  const statements = Math.max(message.statements ?? unproved, unproved);
  const note = (done: Policy["unproved"]) => ({ policy: done, statements, unproved });
  if (policy.unproved === "mark") return { message, note: note("mark") };
  const share = (statements - unproved) / statements;
  const text = withoutSpans(message.text, spans);
  if (share === 0 || text === "" || (policy.unproved === "refuse" && share < policy.enough)) {
    return { message: refused(policy.tooLittle), note: note("refuse") };
  }
  const { unsupported: _, ...rest } = message;
  return { message: { ...rest, text, statements: statements - unproved }, note: note("drop") };
}

function refused(text: string): Message {
  const missing = { terms: [], entities: [], answerType: null };
  return { text, outcome: "refused", citations: [], refusal: { missing, nearest: [] } };
}
