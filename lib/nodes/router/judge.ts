import { AppError, isCancellation } from "@/lib/errors/app-error";
import { decide, readJudgement } from "@/lib/grounding";
import type { Judgement, Passage, Verdict } from "@/lib/graph/values";
import type { ModelPort } from "@/lib/nodes/_contract/context";
import { quotedRule, quotePassages } from "@/lib/nodes/_contract/quoted-passages";
import type { RouterParams } from "./params";

/** Milliseconds and tokens that a judgement may take. */
const TIMEOUT_MS = 20_000;
const MAX_OUTPUT_TOKENS = 400;

interface Question {
  readonly params: RouterParams;
  readonly question: string;
  readonly passages: readonly Passage[];
  readonly models: ModelPort;
  readonly signal: AbortSignal;
}

/**
 * The router's verdict on passages: by the built-in score alone, or with a model's judgement as one more piece of
 * evidence, always or while the score is in the uncertain band. A judge that can't be reached fails a strict router;
 * a careful one goes on with the built-in score and says so. Throws the errors of the model, `router.judge-timeout`,
 * `router.unclear-judgement`.
 */
export async function verdictOf(of: Question): Promise<Verdict> {
  const { params, question, passages } = of;
  const { threshold, judge, judgeFrom, judgeTo } = params;
  const fast = decide({ question, passages, threshold });
  const uncertain = fast.score >= judgeFrom && fast.score <= judgeTo;
  const asks = passages.length > 0 && (judge === "strict" || (judge === "careful" && uncertain));
  if (!asks) return fast;
  try {
    return decide({ question, passages, threshold, judgement: await judgementOf(of) });
  } catch (error) {
    if (judge === "strict" || of.signal.aborted || isCancellation(error)) throw error;
    return { ...fast, judge: { state: "unavailable" } };
  }
}

async function judgementOf(of: Question): Promise<Judgement> {
  const { params, question, passages, models } = of;
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = AbortSignal.any([of.signal, timeout]);
  let reply = "";
  try {
    const chat = models.chat({
      model: { connectionId: params.judgeConnectionId, model: params.judgeModel },
      messages: judgePrompt(question, passages),
      temperature: 0,
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      signal,
    });
    for await (const chunk of chat) if (chunk.type === "text") reply += chunk.text;
  } catch (error) {
    if (!timeout.aborted || of.signal.aborted) throw error;
    throw new AppError("router.judge-timeout", "unavailable", { retryable: true, cause: error });
  }
  const judgement = readJudgement(reply, passages);
  if (judgement) return judgement;
  throw new AppError("router.unclear-judgement", "unavailable", { retryable: true });
}

function judgePrompt(question: string, passages: readonly Passage[]) {
  const { fence, text } = quotePassages(question, passages);
  const rules = [
    "You judge whether passages contain the answer to a question. You don't answer it.",
    quotedRule(fence),
    "They suffice only if the answer is stated in them; related material about the same subject doesn't suffice. Use no other knowledge.",
    'Reply with one JSON object and nothing else: {"sufficient": true or false, "missing": "what is missing, in a few words, or empty", "quotes": ["up to three stretches of the passages that state the answer, copied character by character"]}',
  ];
  return [
    { role: "system", content: rules.join("\n") },
    { role: "user", content: text },
  ] as const;
}
