import type { z } from "zod/mini";
import { AppError } from "@/lib/errors/app-error";
import {
  documentFilterSchema,
  type DocumentFilter,
  type FilterDraft,
} from "@/lib/graph/document-filters";
import type { KnowledgePort } from "@/lib/nodes/_contract/context";
import type { vectorStore } from "./definition";
import type { RewordRequest } from "./reword-question";

/** What a search is asked for besides the question. */
export type SearchSettings = Pick<
  Parameters<KnowledgePort["search"]>[0],
  "storeId" | "limit" | "rerank" | "distinct" | "filters" | "extent"
>;

/**
 * The search that a node's settings stand for, in a run as in a calibration; null while no store is chosen. Throws
 * `node.filter-incomplete`: to leave a condition out would find what was not to be found.
 */
export function searchSettings({
  storeId,
  limit,
  rerankConnectionId,
  rerankModel,
  distinct,
  filters,
  extent,
}: z.output<typeof vectorStore.params>): SearchSettings | null {
  if (storeId === null) return null;
  return {
    storeId,
    limit,
    ...(rerankConnectionId !== null && {
      rerank: { connectionId: rerankConnectionId, model: rerankModel },
    }),
    ...(distinct && { distinct }),
    ...(extent !== "passages" && { extent }),
    ...(filters.length > 0 && { filters: filters.map(complete) }),
  };
}

/** What is asked of a model before the search; null where none is to be asked. */
export type RewordSettings = Pick<RewordRequest, "rewording" | "model">;

export function rewordSettings({
  reword,
  rewordConnectionId,
  rewordModel,
}: z.output<typeof vectorStore.params>): RewordSettings | null {
  if (reword === "off" || rewordConnectionId === null) return null;
  return { rewording: reword, model: { connectionId: rewordConnectionId, model: rewordModel } };
}

function complete(filter: FilterDraft): DocumentFilter {
  const parsed = documentFilterSchema.safeParse(filter);
  if (parsed.success) return parsed.data;
  throw new AppError("node.filter-incomplete", "bad-request");
}
