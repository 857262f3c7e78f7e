import type { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { Turn } from "@/lib/graph/values";
import type { completion, CompletionRequest } from "@/lib/publication/api-schemas";
import type { VisitorAnswer } from "@/lib/publication/protocol";
import { apiProblemOf } from "./problem";
import type { Asked } from "../visitor/ask";
import { questionSchema } from "../form/posed";

type Messages = CompletionRequest["messages"];

const textOf = ({ content }: Messages[number]) =>
  typeof content === "string" ? content : content.map(({ text }) => text).join("\n");

/** Earlier exchanges that are taken along. */
const MAX_TURNS = 20;

/**
 * The question and the conversation before it. What a client says as system is left out: how an assistant works is decided
 * by its builder. Throws `request.invalid` unless the last message is a question.
 */
export function questionIn(messages: Messages): { question: string; turns: Turn[] } {
  const last = messages.at(-1);
  const question = questionSchema.safeParse(last?.role === "user" ? textOf(last) : "");
  if (!question.success) {
    throw new AppError("request.invalid", "bad-request", { params: { field: "messages" } });
  }
  const turns: Turn[] = [];
  let asked: string | null = null;
  for (const message of messages.slice(0, -1)) {
    if (message.role === "user") asked = textOf(message);
    if (message.role !== "assistant" || asked === null) continue;
    turns.push({ question: asked, answer: textOf(message) });
    asked = null;
  }
  return { question: question.data, turns: turns.slice(-MAX_TURNS) };
}

const now = () => Math.floor(Date.now() / 1000);

export function completionOf(
  { runId, conversationId }: Asked,
  answer: VisitorAnswer,
  model: string,
): z.infer<typeof completion> {
  return {
    id: `chatcmpl-${runId}`,
    object: "chat.completion",
    created: now(),
    model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: answer.text, refusal: null },
        finish_reason: "stop",
        logprobs: null,
      },
    ],
    groundwork: { runId, conversationId, ...answer },
  };
}

/** What a stream sends at once. */
const PIECE = /[\s\S]{1,80}/gu;

/** The same as the events of a stream. */
export async function* completionChunks(
  { runId, conversationId }: Asked,
  { model }: Pick<CompletionRequest, "model">,
  pending: Promise<VisitorAnswer>,
): AsyncGenerator<string, void> {
  const created = now();
  const base = { id: `chatcmpl-${runId}`, object: "chat.completion.chunk", created, model };
  const chunk = (delta: object, finish: "stop" | null = null, more: object = {}) =>
    frame({
      ...base,
      choices: [{ index: 0, delta, finish_reason: finish, logprobs: null }],
      ...more,
    });
  let answer: VisitorAnswer;
  try {
    answer = await pending;
  } catch (error) {
    yield frame(apiProblemOf(error).problem);
    return;
  }
  yield chunk({ role: "assistant", content: "", refusal: null });
  for (const [piece] of answer.text.matchAll(PIECE)) yield chunk({ content: piece });
  yield chunk({}, "stop", { groundwork: { runId, conversationId, ...answer } });
  yield "data: [DONE]\n\n";
}

function frame(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}
