import { z } from "zod";

const scored = z.array(z.object({ index: z.int().check(z.gte(0)), relevance_score: z.number() }));

/** What Cohere bills; others say it otherwise or not at all. */
const billed = z
  .object({
    billed_units: z.object({ search_units: z.number().optional().catch(undefined) }).optional(),
  })
  .optional()
  .catch(undefined);

/** What rerank services answer: Cohere and Jina list `results`, Voyage lists `data`; the best first, or in any order. */
export const rerankReplySchema = z.union([
  z.object({ results: scored, meta: billed }).transform(({ results, meta }) => ({
    scored: results,
    searches: meta?.billed_units?.search_units,
  })),
  z.object({ data: scored }).transform(({ data }) => ({ scored: data, searches: undefined })),
]);

type Scored = z.output<typeof scored>;

/** The scores in the order of the texts; null when one of `count` texts has none, or an index is not of a text. */
export function scoresInOrder(reply: Scored, count: number): number[] | null {
  const byIndex = new Map(reply.map(({ index, relevance_score }) => [index, relevance_score]));
  if (reply.length !== count || byIndex.size !== count) return null;
  const scores = Array.from({ length: count }, (_, index) => byIndex.get(index));
  const complete = scores.filter((score) => score !== undefined);
  return complete.length === count ? complete : null;
}
