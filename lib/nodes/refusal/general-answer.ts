import { isAppError, isCancellation } from "@/lib/errors/app-error";
import type { ModelChoice, NodeContext } from "@/lib/nodes/_contract/context";

const LONGEST_TOKENS = 600;
const RULES = [
  "You answer a question from general knowledge. The person knows that no document backs what you say.",
  "Answer briefly, in the language of the question. If you don't know or it depends on facts of one company, say so.",
  "Name no sources, documents or passages, give no links, and put no numbers in square brackets.",
].join("\n");

/**
 * What a model says to a question without any document: it is given none, so nothing it says can look like a quote. Null
 * when it has nothing to say or fails, which is told and costs only this extra.
 */
export async function generalAnswer(ctx: NodeContext, model: ModelChoice): Promise<string | null> {
  const { signal } = ctx;
  try {
    let text = "";
    const messages = [
      { role: "system", content: RULES },
      { role: "user", content: ctx.question },
    ] as const;
    const limits = { temperature: 0, maxOutputTokens: LONGEST_TOKENS };
    for await (const chunk of ctx.models.chat({ model, messages, ...limits, signal })) {
      signal.throwIfAborted();
      if (chunk.type === "text") text += chunk.text;
    }
    const plain = text.replace(/[ \t]*(?:\[\d[\d\s,;]*\]|【\d+】)/g, "").trim();
    return plain === "" ? null : plain;
  } catch (error) {
    signal.throwIfAborted();
    if (!isAppError(error) || isCancellation(error)) throw error;
    const { code, params } = error;
    const note = { code: "general-failed", model: model.model, error: { code, params } } as const;
    ctx.emit({ type: "node.noted", note });
    return null;
  }
}
