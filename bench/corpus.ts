import { chunkDocument } from "@/lib/knowledge/ingestion/chunk";
import type { Chunking } from "@/lib/knowledge/ingestion/chunking/chunking";

/** Makes passages of about 1,000 characters of these invented words. */
export const CHUNKING = {
  strategy: "sentences",
  unit: "tokens",
  size: 185,
  overlap: 20,
} satisfies Chunking;

export interface CorpusDocument {
  readonly title: string;
  readonly text: string;
}

const SYLLABLES = ["ba", "cor", "den", "fi", "gal", "hum", "jor", "ki", "lem", "mo"].flatMap(
  (first) => ["ran", "sel", "tik", "vor", "nus", "pa", "qui", "ster"].map((last) => first + last),
);
const WORDS = 20_000;
/** Of one document: about a hundred passages, a report of forty pages. */
const SENTENCES = 1_200;

/**
 * Invented documents, the same in every run, that are cut into at least `passages` passages. Words are as unequally
 * common as in a natural language (Zipf), so that a keyword index has long and short lists.
 */
export function corpus(passages: number): CorpusDocument[] {
  const random = numbersFrom(1);
  const documents: CorpusDocument[] = [];
  for (let cut = 0; cut < passages;) {
    const sentences = Array.from({ length: SENTENCES }, () => sentence(random, 8 + random() * 10));
    const text = sentences.join(" ");
    documents.push({ title: `${String(documents.length)} ${sentence(random, 4)}`, text });
    cut += chunkDocument({ text, structure: [] }, CHUNKING).length;
  }
  return documents;
}

/** Questions in the words of the corpus. */
export function questions(count: number): string[] {
  const random = numbersFrom(2);
  return Array.from({ length: count }, () => sentence(random, 4 + random() * 6));
}

function sentence(random: () => number, length: number): string {
  const words = Array.from({ length }, () => word(Math.floor(WORDS ** random())));
  const text = words.join(" ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The nth most common word. */
function word(rank: number): string {
  const base = SYLLABLES.length;
  const [first = "", second = ""] = [
    SYLLABLES[rank % base],
    SYLLABLES[Math.floor(rank / base) % base],
  ];
  const third = rank < base ** 2 ? "" : (SYLLABLES[Math.floor(rank / base ** 2) % base] ?? "");
  return rank < base ? first : `${first}${second}${third}`;
}

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
