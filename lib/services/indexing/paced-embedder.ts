import "server-only";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import { needsNoConnection } from "@/lib/providers/catalog";
import type { WorkspaceScope } from "../context";
import { endWait, noteRefusal, waitOf } from "./model-wait";

/**
 * An embedder that keeps to the pace of its endpoint: when it is busy or down, every job of the connection waits
 * until the same moment instead of trying on its own. Throws `Postponed` while it has to wait, and
 * `indexing.model-unavailable` when it waited long enough in vain.
 */
export function pacedEmbedder(
  ctx: WorkspaceScope,
  connectionId: string,
  embedder: Embedder,
): Embedder {
  if (needsNoConnection(connectionId)) return embedder;
  return {
    id: embedder.id,
    get dimension() {
      return embedder.dimension;
    },
    async embed(texts, options) {
      const wait = await waitOf(ctx, connectionId);
      try {
        const vectors = await embedder.embed(texts, options);
        if (wait) await endWait(ctx, connectionId);
        return vectors;
      } catch (error) {
        options.signal.throwIfAborted();
        throw await noteRefusal(ctx, connectionId, error);
      }
    },
  };
}
