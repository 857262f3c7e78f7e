import { z } from "zod";

const scored = z.array(z.object({ index: z.int().check(z.gte(0)), relevance_score: z.number() }));

/** What rerank services answer: Cohere and Jina list `results`, Voyage lists `data`; the best first, or in any order. */
export const rerankReplySchema = z.union([
  z.object({ results: scored }).transform(({ results }) => results),
  z.object({ data: scored }).transform(({ data }) => data),
]);

/** The scores in the order of the texts; null when one of `count` texts has none, or an index is not of a text. */
export function scoresInOrder(
  reply: z.output<typeof rerankReplySchema>,
  count: number,
): number[] | null {
  const byIndex = new Map(reply.map(({ index, relevance_score }) => [index, relevance_score]));
  if (reply.length !== count || byIndex.size !== count) return null;
  const scores = Array.from({ length: count }, (_, index) => byIndex.get(index));
  const complete = scores.filter((score) => score !== undefined);
  return complete.length === count ? complete : null;
}
