import "server-only";
import type { z } from "zod/mini";
import { AppError } from "@/lib/errors/app-error";
import { ProvedStream, sufficiency, type CheckedText, type CitedAnswer } from "@/lib/grounding";
import type { Citation, Message, Passage } from "@/lib/graph/values";
import type {
  Fallback,
  FinishReason,
  ModelRequest,
  NodeContext,
} from "@/lib/nodes/_contract/context";
import { executorFor } from "@/lib/nodes/_contract/executor";
import type { AnswerField } from "./answer-fields";
import { citeFields, provedValues } from "./cite-fields";
import { BUILT_IN, model } from "./definition";
import { fillFields } from "./fill-fields";
import { fitPassages } from "./fit-passages";
import { NoAnswerGate, saysNoAnswer } from "./no-answer";
import { attachedPictures, PICTURE_TOKENS, withPictures } from "./pictures";
import { buildPrompt, promptOf } from "./prompt";

/** More than this is a list of search results, not a hint. */
const NEAREST = 3;

/**
 * Streams an answer and ties every statement of it to a quote. It's a refusal when there's nothing to answer from,
 * when the model says it can't, and when nothing of what it said is backed by a passage.
 */
export const modelExecutor = executorFor(model)(async ({ params, inputs, ctx }) => {
  const { question } = inputs;
  ctx.signal.throwIfAborted();
  const refuse = () => ({ answer: refused(params.noAnswer, question, inputs.passages) });
  if (inputs.passages.length === 0) return refuse();

  const pictures = params.pictures ? await attachedPictures(ctx) : [];
  const passages = await passagesFor(ctx, params, { ...inputs, pictures: pictures.length });
  const { provedOnly } = ctx;
  const request: ModelRequest = {
    model: { connectionId: params.connectionId, model: params.model },
    fallbacks: params.fallbacks.filter(({ model: name }) => name !== ""),
    onFallback: (fallback: Fallback) =>
      ctx.emit({ type: "node.noted", note: { code: "fallback", ...fallback } }),
    ...rememberFor(ctx, params),
    messages: withPictures(buildPrompt({ ...promptOf(params), question, passages }), pictures),
    grounding: { question, passages },
    temperature: params.temperature,
    ...(params.reasoningEffort !== "default" && { reasoningEffort: params.reasoningEffort }),
    maxOutputTokens: params.maxOutputTokens,
    signal: ctx.signal,
  };
  if (params.output === "fields") {
    const filled = await fill(ctx, { request, passages, provedOnly, fields: params.answerFields });
    return filled ?? refuse();
  }
  const proof = new ProvedStream(passages);
  const reply = await stream(ctx, { request, proof, provedOnly });
  if (reply.finish === "no-answer" || saysNoAnswer(reply.text)) return refuse();
  const cited = proof.cite(reply.text);
  if (cited.citations.length === 0) return refuse();
  if (provedOnly) tell(ctx, proof.show(cited));
  else tell(ctx, { text: "", citations: proof.newCitations(cited) });
  return { answer: answered(cited) };
});

const HOUR_MS = 3_600_000;
const REMEMBER_MS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const;

/** The built-in model answers faster than anything is looked up. */
function rememberFor(
  ctx: NodeContext,
  { remember, connectionId }: z.output<typeof model.params>,
): Pick<ModelRequest, "remember"> {
  if (remember === "off" || connectionId === BUILT_IN) return {};
  const onFound = (answeredAt: number) =>
    ctx.emit({ type: "node.noted", note: { code: "remembered", answeredAt } });
  return { remember: { ms: REMEMBER_MS[remember], onFound } };
}

interface Question {
  readonly question: string;
  readonly passages: readonly Passage[];
  /** How many come with it. */
  readonly pictures: number;
}

/** What fits of the passages, after telling how many that is. The built-in model reads them all. */
async function passagesFor(
  ctx: NodeContext,
  params: z.output<typeof model.params>,
  { question, passages, pictures }: Question,
): Promise<readonly Passage[]> {
  if (params.connectionId === BUILT_IN) return passages;
  const { connectionId, model } = params;
  const window = params.contextTokens || (await ctx.models.contextWindow({ connectionId, model }));
  const answer = params.maxOutputTokens + pictures * PICTURE_TOKENS;
  const fitted = fitPassages({ ...promptOf(params), question, passages }, { window, answer });
  if (fitted.passages.length === 0) {
    throw new AppError("model.context-too-long", "too-large", { params: { model: params.model } });
  }
  const [sent, total] = [fitted.passages.length, passages.length];
  const note = { code: "context", sent, total, tokens: fitted.tokens, window } as const;
  ctx.emit({ type: "node.noted", note });
  return fitted.passages;
}

interface Filling {
  readonly request: ModelRequest;
  readonly passages: readonly Passage[];
  readonly fields: readonly AnswerField[];
  readonly provedOnly: boolean;
}

/**
 * The fields as data and as an answer to read; null for a refusal: when the model says so, and when there are facts among
 * them and none of these is backed by a passage.
 */
async function fill(ctx: NodeContext, { request, passages, fields, provedOnly }: Filling) {
  const said = await fillFields(ctx, { request, fields });
  const values = said && provedOnly ? provedValues(fields, said, passages) : said;
  if (values === null) return null;
  const cited = citeFields(fields, values, passages);
  if (cited.facts > 0 && cited.citations.length === 0) return null;
  tell(ctx, cited);
  return { answer: answered(cited), data: values };
}

interface Streaming {
  readonly request: ModelRequest;
  readonly proof: ProvedStream;
  /** Shows only what is proved; else everything as it is written, and marks each sentence once it is finished. */
  readonly provedOnly: boolean;
}

async function stream(
  ctx: NodeContext,
  { request, proof, provedOnly }: Streaming,
): Promise<{ text: string; finish: FinishReason }> {
  const gate = new NoAnswerGate();
  let text = "";
  let finish: FinishReason = "stop";
  for await (const chunk of ctx.models.chat(request)) {
    ctx.signal.throwIfAborted();
    if (chunk.type === "text") {
      text += chunk.text;
      if (provedOnly) tell(ctx, proof.pass(text));
      else {
        tell(ctx, { text: gate.pass(chunk.text), citations: [] });
        if (gate.isOpen && !ctx.hidesSources) tellChecked(ctx, proof.check(text));
      }
    } else if (chunk.type === "finish") finish = chunk.reason;
  }
  return { text, finish };
}

function tell(ctx: NodeContext, news: { text: string; citations: readonly Citation[] }): void {
  const text = ctx.hidesSources ? withoutMarks(news.text) : news.text;
  if (text !== "") ctx.emit({ type: "token", text });
  if (ctx.hidesSources) return;
  for (const citation of news.citations) ctx.emit({ type: "citation", citation });
}

/** The citations come first: a mark is shown as one once its citation is there. */
function tellChecked(ctx: NodeContext, checked: CheckedText | null): void {
  if (checked === null) return;
  const { text, unsupported, citations } = checked;
  tell(ctx, { text: "", citations });
  ctx.emit({ type: "checked", text, unsupported });
}

const withoutMarks = (text: string) => text.replace(/\s*\[\d{1,3}\]/g, "");

function answered({ text, citations, unsupported, statements }: CitedAnswer): Message {
  const message = { text, outcome: "answered", citations, statements, refusal: null } as const;
  return unsupported.length === 0 ? message : { ...message, unsupported };
}

function refused(text: string, question: string, passages: readonly Passage[]): Message {
  const { missing } = sufficiency({ question, passages });
  const nearest = passages.slice(0, NEAREST);
  return { text, outcome: "refused", citations: [], refusal: { missing, nearest } };
}
