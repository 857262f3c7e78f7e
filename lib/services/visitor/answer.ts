import { messageSchema, type Citation, type Message } from "@/lib/graph/values";
import type { VisitorAnswer, VisitorCitation } from "@/lib/publication/protocol";

/** What a visitor gets of an answer: what it rests on, no id, no score, nothing of what came near. */
export function answerOf(message: Message): VisitorAnswer {
  return {
    kind: message.outcome,
    text: message.text,
    citations: message.citations.map(citationOf),
    unsupported: message.unsupported ?? [],
    instead: message.refusal?.subjects ?? [],
    general: message.refusal?.general ?? null,
    handOver: message.refusal?.handOver ?? null,
  };
}

export function citationOf({ number, documentName, page, quote }: Citation): VisitorCitation {
  return { number, documentName, page, quote };
}

/** The same of a stored message; null where there is none. */
export function storedAnswer(output: unknown): VisitorAnswer | null {
  return output === null ? null : answerOf(messageSchema.parse(output));
}
