import "server-only";
import { z } from "zod";
import type { Passage } from "@/lib/graph/values";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { searchKnowledge } from "../knowledge/search";

export const searchStoreInput = z.object({
  id: idSchema,
  query: z.string().trim().min(1).max(2000),
  limit: z.int().min(1).max(50).default(8),
});

/** The passages a Vector store node would find. Throws `store.not-found`. */
export async function searchStore({
  ctx,
  input,
  signal,
}: Call<z.infer<typeof searchStoreInput>> & { signal: AbortSignal | undefined }): Promise<
  Passage[]
> {
  return searchKnowledge(ctx, {
    storeId: input.id,
    query: input.query,
    limit: input.limit,
    signal: signal ?? new AbortController().signal,
  });
}
