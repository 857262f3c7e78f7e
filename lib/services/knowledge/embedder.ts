import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import { openConnection } from "../connection/open";
import type { WorkspaceScope } from "../context";

/** The embedder an index was made with. Throws the errors of `openConnection`, `connection.no-embeddings`. */
export async function openEmbedder(
  ctx: WorkspaceScope,
  index: { connectionId: string; model: string },
): Promise<Embedder> {
  const { runtime, connection, ports } = await openConnection(ctx, index.connectionId);
  if (!runtime.embeddings) throw new AppError("connection.no-embeddings", "bad-request");
  return runtime.embeddings(connection, index.model, ports);
}
