import type { FoundPassage } from "@/lib/vector-stores/_contract/passage-store";

/** Of reciprocal rank fusion: how little the first places count above the next. */
const K = 20;

/**
 * Joins what was found for a question with what was found for other wordings of it, best first: the question counts as
 * much as all the wordings together. Each passage says at which place every search had it, the question's first. One that
 * the question itself did not find has no scores of it.
 */
export function joinWordings(
  found: readonly (readonly FoundPassage[])[],
  limit: number,
): FoundPassage[] {
  const [question = [], ...others] = found;
  if (others.length === 0) return question.slice(0, limit);
  const placesIn = found.map((list) => new Map(list.map(({ id }, at) => [id, at + 1])));
  const byId = new Map<string, FoundPassage>(question.map((passage) => [passage.id, passage]));
  for (const passage of others.flat())
    if (!byId.has(passage.id)) byId.set(passage.id, withoutScores(passage));
  return [...byId.values()]
    .map((passage) => {
      const wordings = placesIn.map((places) => places.get(passage.id) ?? null);
      const parts = wordings.map((place, at) =>
        place === null ? 0 : (at === 0 ? 1 : 1 / others.length) / (K + place),
      );
      return { passage, wordings, fused: parts.reduce((sum, part) => sum + part, 0) };
    })
    .sort((a, b) => b.fused - a.fused)
    .slice(0, limit)
    .map(({ passage, wordings, fused }, at) => ({
      ...passage,
      wordings,
      scores: { ...passage.scores, fused },
      ...(passage.places && { places: { ...passage.places, fused: at + 1 } }),
    }));
}

function withoutScores(passage: FoundPassage): FoundPassage {
  return {
    ...passage,
    scores: { vector: null, keyword: null, fused: 0, rerank: null },
    places: { vector: null, keyword: null, fused: 0, rerank: null },
  };
}
