import "server-only";
import { toRunError } from "@/lib/engine/run-errors";
import type { RunError } from "@/lib/graph/run-events";
import type { ModelInfo } from "@/lib/providers/_contract/runtime";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { charged } from "./charge";
import { reachConnection } from "./models";

/** What a connection that was reached can do. */
export interface TestedConnection {
  readonly models: readonly ModelInfo[];
  /** The model that was asked for a word, with what it failed with; null where there is none to ask. */
  readonly tried: { readonly model: string; readonly error: RunError | null } | null;
}

type Test = Call<ById> & { signal?: AbortSignal | undefined };

/**
 * Asks the endpoint for its models and one of them for a word: a key may list models and still not be allowed, or be
 * paid for, to use them. The models come back even where the word does not. Throws `connection.not-found` and the errors
 * of the provider.
 */
export async function testConnection({ ctx, input, signal }: Test): Promise<TestedConnection> {
  const { opened, models } = await reachConnection({ ctx, input, signal });
  const { runtime, connection, ports } = opened;
  const model = modelToTry(models);
  if (model === null || !runtime.chat) return { models, tried: null };
  const request = {
    model,
    messages: [{ role: "user", content: "Say OK." }] as const,
    maxOutputTokens: SMALLEST_ANSWER,
    signal: signal ?? new AbortController().signal,
  };
  try {
    const chat = runtime.chat(connection, ports);
    await charged(
      ctx,
      { connectionId: input.id, model, opened },
      {
        tokens: SMALLEST_ANSWER,
        signal: request.signal,
        work: async (report) => {
          for await (const chunk of chat.stream(request)) {
            if (chunk.type === "usage") report(chunk.usage);
          }
        },
      },
    );
    return { models, tried: { model, error: null } };
  } catch (error) {
    signal?.throwIfAborted();
    return { models, tried: { model, error: toRunError(error) } };
  }
}

/** Tokens; some models accept no fewer. */
const SMALLEST_ANSWER = 16;

/** Names of models that are small and cheap wherever they are on offer, the first choice for a try. */
const SMALL = /nano|mini|small|lite|flash|haiku|instant|8b|7b|3b|1b/i;

/** A model that answers, a small one where there is one; null where none is sure to be for chat. */
function modelToTry(models: readonly ModelInfo[]): string | null {
  const chat = models.filter(({ kind }) => kind === "chat");
  const perhaps = chat.length > 0 ? chat : models.filter(({ kind }) => kind === undefined);
  const small = perhaps.find(({ id }) => SMALL.test(id));
  return (small ?? perhaps[0])?.id ?? null;
}
