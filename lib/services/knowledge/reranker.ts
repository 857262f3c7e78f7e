import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { ModelChoice } from "@/lib/nodes/_contract/context";
import type { Reranker } from "@/lib/providers/_contract/runtime";
import { openConnection } from "../connection/open";
import type { WorkspaceScope } from "../context";

/** A reranker of the workspace. Throws the errors of `openConnection`, `connection.no-rerank`, `model-policy.…`. */
export async function openReranker(
  ctx: WorkspaceScope,
  { connectionId, model }: ModelChoice,
): Promise<Reranker> {
  const open = await openConnection(ctx, connectionId);
  const { runtime, connection, ports } = open;
  open.mayUse(model);
  if (!runtime.rerank) throw new AppError("connection.no-rerank", "bad-request");
  return runtime.rerank(connection, model, ports);
}
