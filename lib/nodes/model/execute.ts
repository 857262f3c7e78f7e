import "server-only";
import { citeAnswer, sufficiency, type CitedAnswer } from "@/lib/grounding";
import type { Message, Passage } from "@/lib/graph/values";
import type { FinishReason, ModelRequest, NodeContext } from "@/lib/nodes/_contract/context";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { model } from "./definition";
import { NoAnswerGate, saysNoAnswer } from "./no-answer";
import { buildPrompt } from "./prompt";

/** More than this is a list of search results, not a hint. */
const NEAREST = 3;

/**
 * Streams an answer and ties every statement of it to a quote. It's a refusal when there's nothing to answer from,
 * when the model says it can't, and when nothing of what it said is backed by a passage.
 */
export const modelExecutor = executorFor(model)(async ({ params, inputs, ctx }) => {
  const { question, passages } = inputs;
  ctx.signal.throwIfAborted();
  const refuse = () => ({ answer: refused(params.noAnswer, question, passages) });
  if (passages.length === 0) return refuse();

  const reply = await stream(ctx, {
    model: { connectionId: params.connectionId, model: params.model },
    messages: buildPrompt({ question, passages, instructions: params.instructions }),
    grounding: { question, passages },
    temperature: params.temperature,
    maxOutputTokens: params.maxOutputTokens,
    signal: ctx.signal,
  });
  if (reply.finish === "no-answer" || saysNoAnswer(reply.text)) return refuse();
  const cited = citeAnswer({ text: reply.text, passages });
  if (cited.citations.length === 0) return refuse();
  for (const citation of cited.citations) ctx.emit({ type: "citation", citation });
  return { answer: answered(cited, params.unsupported) };
});

async function stream(
  ctx: NodeContext,
  request: ModelRequest,
): Promise<{ text: string; finish: FinishReason }> {
  const gate = new NoAnswerGate();
  let text = "";
  let finish: FinishReason = "stop";
  for await (const chunk of ctx.models.chat(request)) {
    ctx.signal.throwIfAborted();
    if (chunk.type === "text") {
      text += chunk.text;
      const shown = gate.pass(chunk.text);
      if (shown !== "") ctx.emit({ type: "token", text: shown });
    } else if (chunk.type === "finish") finish = chunk.reason;
  }
  return { text, finish };
}

function answered(cited: CitedAnswer, unsupported: "mark" | "drop"): Message {
  const { text, citations, unsupported: spans } = cited;
  const message = { outcome: "answered", citations, refusal: null } as const;
  if (spans.length === 0) return { text, ...message };
  if (unsupported === "mark") return { text, ...message, unsupported: spans };
  return { text: without(text, spans), ...message };
}

/** The text with these stretches cut out, last first so that earlier offsets stay right. */
function without(text: string, spans: CitedAnswer["unsupported"]): string {
  const lastFirst = [...spans].sort((a, b) => b.start - a.start);
  const cut = lastFirst.reduce((rest, s) => rest.slice(0, s.start) + rest.slice(s.end), text);
  return cut.replace(/[ \t]{2,}/g, " ").trim();
}

function refused(text: string, question: string, passages: readonly Passage[]): Message {
  const { missing } = sufficiency({ question, passages });
  const nearest = passages.slice(0, NEAREST);
  return { text, outcome: "refused", citations: [], refusal: { missing, nearest } };
}
