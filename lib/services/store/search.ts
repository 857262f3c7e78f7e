import "server-only";
import { z } from "zod";
import { decide, matchedWords, matchesOf, weighPassages } from "@/lib/grounding";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { searchKnowledge } from "../knowledge/search";

export const searchStoreInput = z.object({
  id: idSchema,
  query: z.string().trim().min(1).max(2000),
  limit: z.int().min(1).max(50).default(8),
});
type Search = Call<z.infer<typeof searchStoreInput>> & { signal: AbortSignal | undefined };

/**
 * The passages a Vector store node would find, where each has words of the question (offsets into its text), and what
 * a router would make of them all. Throws `store.not-found`.
 */
export async function searchStore({ ctx, input: { id, query, limit }, signal }: Search) {
  const aborted = signal ?? new AbortController().signal;
  const found = await searchKnowledge(ctx, {
    storeId: id,
    query,
    limit,
    reader: ctx.actor.userId,
    signal: aborted,
  });
  const texts = found.flatMap(({ documentName, headings, text }) => [
    documentName,
    ...headings,
    text,
  ]);
  return {
    passages: found.map((passage) => ({ ...passage, matches: matchesOf(query, passage.text) })),
    /** The words of the question that count, and whether any of the passages or its titles has them. */
    words: matchedWords(query, texts),
    verdict: decide({ question: query, passages: found }),
    /** How much of its score rests on each passage. */
    weights: weighPassages(query, found),
  };
}
