import { AppError } from "@/lib/errors/app-error";
import type {
  ChatMessage,
  FinishReason,
  ModelRequest,
  NodeContext,
} from "@/lib/nodes/_contract/context";
import { jsonSchemaOf, readForm, type AnswerField, type FieldValues } from "./answer-fields";

/** Of a reply that didn't fit, shown to the model again. */
const MAX_SHOWN = 8000;

/**
 * Has a model fill in fields; null when the passages don't hold the answer. A reply that doesn't fit is handed back once
 * with what is wrong. Throws `model.form-cut` when the longest answer is too short for it, and `model.form-unfit`.
 */
export async function fillFields(
  ctx: NodeContext,
  { request, fields }: { request: ModelRequest; fields: readonly AnswerField[] },
): Promise<FieldValues | null> {
  let model = request.model.model;
  const asked: ModelRequest = {
    ...request,
    responseSchema: { name: "answer", schema: jsonSchemaOf(fields) },
    onFallback: (fallback) => {
      model = fallback.to;
      request.onFallback?.(fallback);
    },
    ...(request.remember && {
      remember: {
        ...request.remember,
        isWorth: (text) => readForm(text, fields).state !== "unfit",
      },
    }),
  };
  const first = await readReply(ctx, asked);
  const form = settled(first, fields);
  if (form.state !== "unfit") return form.state === "filled" ? form.values : null;
  const { remember: _, ...again } = asked;
  const messages = [...request.messages, ...correction(first.text, form.problems)];
  const second = await readReply(ctx, { ...again, messages });
  const corrected = settled(second, fields);
  if (corrected.state === "filled") return corrected.values;
  if (corrected.state === "unanswerable") return null;
  const [problem = ""] = corrected.problems;
  const code = second.finish === "length" ? "model.form-cut" : "model.form-unfit";
  throw new AppError(code, "unavailable", { params: { model, problem } });
}

interface Reply {
  readonly text: string;
  readonly finish: FinishReason;
}

async function readReply(ctx: NodeContext, request: ModelRequest): Promise<Reply> {
  let text = "";
  let finish: FinishReason = "stop";
  for await (const chunk of ctx.models.chat(request)) {
    ctx.signal.throwIfAborted();
    if (chunk.type === "text") text += chunk.text;
    else if (chunk.type === "finish") finish = chunk.reason;
  }
  return { text, finish };
}

/** A model that declines and a service that takes the answer away fill nothing in, whatever they wrote. */
function settled({ text, finish }: Reply, fields: readonly AnswerField[]) {
  const declined = ["no-answer", "refusal", "content-filter"].includes(finish);
  return declined ? ({ state: "unanswerable" } as const) : readForm(text, fields);
}

function correction(reply: string, problems: readonly string[]): ChatMessage[] {
  const wrong = problems.map((problem) => `- ${problem}`).join("\n");
  const content = `That doesn't fit the schema:\n${wrong}\nReply with the whole corrected JSON object and nothing else.`;
  return [
    // Some services refuse an empty turn.
    ...(reply.trim() === ""
      ? []
      : [{ role: "assistant" as const, content: reply.slice(0, MAX_SHOWN) }]),
    { role: "user", content },
  ];
}
