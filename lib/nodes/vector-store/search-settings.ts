import type { z } from "zod/mini";
import type { KnowledgePort } from "@/lib/nodes/_contract/context";
import type { vectorStore } from "./definition";

/** What a search is asked for besides the question. */
export type SearchSettings = Pick<
  Parameters<KnowledgePort["search"]>[0],
  "storeId" | "limit" | "rerank" | "distinct"
>;

/** The search that a node's settings stand for, in a run as in a calibration; null while no store is chosen. */
export function searchSettings({
  storeId,
  limit,
  rerankConnectionId,
  rerankModel,
  distinct,
}: z.output<typeof vectorStore.params>): SearchSettings | null {
  if (storeId === null) return null;
  return {
    storeId,
    limit,
    ...(rerankConnectionId !== null && {
      rerank: { connectionId: rerankConnectionId, model: rerankModel },
    }),
    ...(distinct && { distinct }),
  };
}
