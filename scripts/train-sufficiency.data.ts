import { readFileSync } from "node:fs";
import type { Passage } from "@/lib/graph/values";

/** One question with what retrieval brought. `article` is the unit that cross-validation never splits. */
export interface Example {
  id: string;
  set: string;
  question: string;
  answerable: boolean;
  kind: string;
  article: string;
  goldIds: string[];
  answers: string[];
  passages: Passage[];
}

/** A line of a dump (`npm run eval -- dump`). */
interface DumpLine extends Pick<Example, "id" | "question" | "kind" | "passages" | "answers"> {
  answerable: boolean | null;
  article?: string | null;
  set: string;
  kb_ids: string[];
  written_against_kb_id?: string | null;
}

const PASSAGES = 8;
/** RGB is measured and never trained on: its licence forbids commercial use. */
export const isMeasuredOnly = (set: string) => set.startsWith("rgb");

/** Line by line out of the bytes: a dump of many languages is longer than a string may be. */
function* readLines(file: string): Generator<DumpLine> {
  const bytes = readFileSync(file);
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found;
    if (end > start) yield JSON.parse(bytes.toString("utf8", start, end)) as DumpLine;
    start = end + 1;
  }
}

/** Paragraph 3 of XQuAD's article x02 is x02-3 in every language. */
const partsOf = (documentId: string) => /^(x\d+)-\d+$/.exec(documentId)?.[1];

/** Titles of the articles that XQuAD has only as numbers outside of English, so that its languages stay in one fold. */
function noteTitles({ passages }: DumpLine, titles: Map<string, string>): void {
  for (const { documentId, documentName } of passages) {
    const part = partsOf(documentId);
    if (part !== undefined && documentName !== documentId) titles.set(part, documentName);
  }
}

/**
 * The questions of a dump, each with its best eight passages. To an answerable question two unanswerable twins are
 * added, made by leaving passages out of those retrieved: all of its article (out of scope), and only of the gold document.
 */
function withTwins(line: DumpLine, titles: ReadonlyMap<string, string>): Example[] {
  const { answerable, passages, kb_ids: goldIds } = line;
  if (answerable === null) return [];
  const about = goldIds[0] ?? line.written_against_kb_id ?? "";
  const part = partsOf(about);
  const named = passages.find(({ documentId }) => documentId === about)?.documentName;
  const title = named === about ? undefined : named;
  const conversation = line.set.startsWith("mtrag") ? line.id.replace(/-t\d+$/, "") : undefined;
  const article =
    line.article ||
    (part !== undefined && titles.get(part)) ||
    title ||
    conversation ||
    about ||
    line.id;
  const base = { ...line, article, goldIds, answerable: false };
  const own = { ...base, answerable, passages: passages.slice(0, PASSAGES) };
  if (!answerable || isMeasuredOnly(line.set)) return [own];
  const twin = (kind: string, isLeft: (passage: Passage) => boolean): Example[] => {
    const left = passages.filter(isLeft);
    if (left.length < PASSAGES) return [];
    return [{ ...base, id: `${line.id}/${kind}`, kind, passages: left.slice(0, PASSAGES) }];
  };
  const ofArticle = ({ documentId, documentName }: Passage) =>
    documentName === article ||
    (part !== undefined && partsOf(documentId) === part) ||
    goldIds.includes(documentId);
  return [
    own,
    ...twin("made-out-of-scope", (passage) => !ofArticle(passage)),
    ...twin("made-gold-removed", ({ documentId }) => !goldIds.includes(documentId)),
  ];
}

/** Everything in the dumps, to train on and to measure. */
export function loadExamples(dumps: readonly string[]): Example[] {
  const titles = new Map<string, string>();
  for (const file of dumps) for (const line of readLines(file)) noteTitles(line, titles);
  return dumps.flatMap((file) => [...readLines(file)].flatMap((line) => withTwins(line, titles)));
}
