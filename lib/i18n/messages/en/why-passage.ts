const PLACE =
  "{place, selectordinal, one {{place, number}st} two {{place, number}nd} few {{place, number}rd} other {{place, number}th}}";

/** Why a search found a passage, and what a router made of it. */
export const whyPassage = {
  title: "Why this passage",
  unknown: "How it was ranked was not kept.",
  keyword: "By words",
  keywordPlace: `${PLACE} of the passages with words of the question. Rare words count most.`,
  keywordNone: "Not in this list: it has no word of the question, or others fit much better.",
  vector: "By likeness",
  vectorPlace: `${PLACE} of the passages most like the question as a whole.`,
  vectorNone: "Not in this list: others are more like the question, or likeness was not compared.",
  related: "With related words",
  relatedPlace: `${PLACE}, when words count too that often stand with those of the question in this knowledge.`,
  wordings: "In other words",
  wordingsText: "Its place for the question and for each other wording: {places}.",
  contextOf:
    "Not found itself: it stands around a passage that was found, and was handed on with it.",
  fused: "Both together",
  fusedPlace: `${PLACE}. A passage stands high here when it stands high in one list, and higher when it does in both.`,
  rerank: "By a model",
  rerankPlace: `${PLACE}, as a model that read the question and the passage put it: {moved, select, up {moved up from place {from, number}} down {moved down from place {from, number}} other {where it was}}.`,
  repeats: "Repeats",
  repeatsText:
    "{count, plural, one {# passage that says} other {# passages that say}} the same in the same words {count, plural, one {was} other {were}} left out for this one.",
  decision: "The decision",
  decisionSame:
    "Without it the router would be just as sure ({percent, number} %): the decision rests on other passages.",
  decisionChange:
    "Without it the router would be {without, number} % sure instead of {percent, number} %. {flips, select, true {The decision turns on this passage.} other {The decision would be the same.}}",
  technical: "Technical detail",
  stage: "Stage",
  place: "Place",
  score: "Score",
  none: "none",
  bm25: "Words (BM25)",
  cosine: "Likeness (cosine, 1 at most)",
  bm25Related: "With related words (BM25)",
  reciprocal: "Both (reciprocal rank sum)",
  reranker: "Model (its own scale)",
};
