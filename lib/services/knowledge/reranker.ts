import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { ModelChoice } from "@/lib/nodes/_contract/context";
import { countTokens } from "@/lib/grounding/text/count-tokens";
import { needsNoConnection } from "@/lib/providers/catalog";
import type { Reranker } from "@/lib/providers/_contract/runtime";
import { charged, type CalledModel } from "../connection/charge";
import { openConnection } from "../connection/open";
import type { WorkspaceScope } from "../context";

/** A reranker of the workspace. Throws the errors of `openConnection`, `connection.no-rerank`, `model-policy.…`. */
export async function openReranker(
  ctx: WorkspaceScope,
  { connectionId, model }: ModelChoice,
  caller?: CalledModel["caller"],
): Promise<Reranker> {
  const open = await openConnection(ctx, connectionId);
  const { runtime, connection, ports } = open;
  open.mayUse(model);
  if (!runtime.rerank) throw new AppError("connection.no-rerank", "bad-request");
  const reranker = runtime.rerank(connection, model, ports);
  if (needsNoConnection(connectionId)) return reranker;
  return {
    rerank: (query, texts, options) =>
      charged(
        ctx,
        { connectionId, model, opened: open, caller },
        {
          // The query is read again with each text.
          tokens: texts.reduce((sum, text) => sum + countTokens(query) + countTokens(text), 0),
          signal: options.signal,
          work: (_report, onSearches) => reranker.rerank(query, texts, { ...options, onSearches }),
        },
      ),
  };
}
