import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { countTokens } from "@/lib/grounding/text/count-tokens";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import { needsNoConnection } from "@/lib/providers/catalog";
import { charged, type CalledModel } from "../connection/charge";
import { openConnection } from "../connection/open";
import type { WorkspaceScope } from "../context";

/** The embedder an index was made with. Throws the errors of `openConnection`, `connection.no-embeddings`, `model-policy.…`. */
export async function openEmbedder(
  ctx: WorkspaceScope,
  index: { connectionId: string; model: string },
  caller?: CalledModel["caller"],
): Promise<Embedder> {
  const open = await openConnection(ctx, index.connectionId);
  const { runtime, connection, ports } = open;
  open.mayUse(index.model);
  if (!runtime.embeddings) throw new AppError("connection.no-embeddings", "bad-request");
  const embedder = runtime.embeddings(connection, index.model, ports);
  if (needsNoConnection(index.connectionId)) return embedder;
  return chargedEmbedder(ctx, { ...index, opened: open, caller }, embedder);
}

/** An embedder whose calls count against the key's budget and limits. */
function chargedEmbedder(ctx: WorkspaceScope, called: CalledModel, embedder: Embedder): Embedder {
  return {
    id: embedder.id,
    get dimension() {
      return embedder.dimension;
    },
    embed: (texts, options) =>
      charged(ctx, called, {
        tokens: texts.reduce((sum, text) => sum + countTokens(text), 0),
        signal: options.signal,
        work: (onUsage) => embedder.embed(texts, { ...options, onUsage }),
      }),
  };
}
