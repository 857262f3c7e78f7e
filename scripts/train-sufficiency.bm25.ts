import type { Passage } from "@/lib/graph/values";
import { splitSentences } from "@/lib/grounding/text/sentences";
import { STOP_WORDS } from "@/lib/grounding/text/stop-words";
import { tokenize } from "@/lib/grounding/text/tokens";

/** A document of a knowledge base in the data folder. */
export interface KbDocument {
  id: string;
  title: string;
  text: string;
}

const MAX_PASSAGE = 1_000;
const K1 = 1.2;
const B = 0.75;

/** Cuts a document into passages of whole sentences, at most about 1,000 characters each. */
function chunk(document: KbDocument): Omit<Passage, "scores">[] {
  const passages: Omit<Passage, "scores">[] = [];
  let start = 0;
  let end = 0;
  const push = () => {
    if (end <= start) return;
    passages.push({
      id: `${document.id}:${start}`,
      documentId: document.id,
      versionId: document.id,
      documentName: document.title,
      page: null,
      headings: [],
      start,
      end,
      text: document.text.slice(start, end),
      textHash: "",
    });
  };
  for (const sentence of splitSentences(document.text)) {
    if (end > start && sentence.end - start > MAX_PASSAGE) {
      push();
      start = sentence.start;
    }
    end = sentence.end;
  }
  push();
  return passages;
}

/** Plain in-memory BM25 over titles and texts: stands in for the product's retrieval when there is no dump of it. */
export class Bm25 {
  private readonly passages: Omit<Passage, "scores">[];
  private readonly postings = new Map<string, { passage: number; count: number }[]>();
  private readonly lengths: number[];
  private readonly averageLength: number;

  constructor(documents: readonly KbDocument[]) {
    this.passages = documents.flatMap(chunk);
    this.lengths = this.passages.map((passage, index) => {
      const counts = new Map<string, number>();
      const tokens = tokenize(`${passage.documentName}\n${passage.text}`);
      for (const { term } of tokens) counts.set(term, (counts.get(term) ?? 0) + 1);
      for (const [term, count] of counts) {
        const list = this.postings.get(term);
        if (list) list.push({ passage: index, count });
        else this.postings.set(term, [{ passage: index, count }]);
      }
      return tokens.length;
    });
    this.averageLength = this.lengths.reduce((a, b) => a + b, 0) / Math.max(1, this.lengths.length);
  }

  /** The best passages, leaving out documents that `skip` names. */
  search(query: string, limit: number, skip: ReadonlySet<string> = new Set()): Passage[] {
    const scores = new Map<number, number>();
    const terms = new Set(
      tokenize(query)
        .filter((t) => !STOP_WORDS.has(t.lower))
        .map((t) => t.term),
    );
    for (const term of terms) {
      const list = this.postings.get(term) ?? [];
      const idf = Math.log(1 + (this.passages.length - list.length + 0.5) / (list.length + 0.5));
      for (const { passage, count } of list) {
        const norm = K1 * (1 - B + (B * (this.lengths[passage] ?? 0)) / this.averageLength);
        scores.set(passage, (scores.get(passage) ?? 0) + (idf * count * (K1 + 1)) / (count + norm));
      }
    }
    return [...scores]
      .flatMap(([index, score]) => {
        const passage = this.passages[index];
        return passage && !skip.has(passage.documentId) ? [{ passage, score }] : [];
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, limit)
      .map(({ passage, score }, rank) => ({
        ...passage,
        scores: { vector: null, keyword: score, fused: 1 / (61 + rank), rerank: null },
      }));
  }
}
