import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import { openConnection } from "../connection/open";
import type { WorkspaceScope } from "../context";

/** The embedder an index was made with. Throws the errors of `openConnection`, `connection.no-embeddings`, `model-policy.…`. */
export async function openEmbedder(
  ctx: WorkspaceScope,
  index: { connectionId: string; model: string },
): Promise<Embedder> {
  const open = await openConnection(ctx, index.connectionId);
  const { runtime, connection, ports } = open;
  open.mayUse(index.model);
  if (!runtime.embeddings) throw new AppError("connection.no-embeddings", "bad-request");
  return runtime.embeddings(connection, index.model, ports);
}
