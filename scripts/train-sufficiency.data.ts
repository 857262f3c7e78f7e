import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Passage } from "@/lib/graph/values";
import { tokenize } from "@/lib/grounding/text/tokens";
import { Bm25, type KbDocument } from "./train-sufficiency.bm25";

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

interface RawQuestion {
  id: string;
  question: string;
  kb_ids: string[];
  answers: string[];
  answerable: boolean | null;
  kind: string;
  article?: string;
  written_against_kb_id?: string;
  conversation?: { role: string; content: string }[];
}

/** Set name, questions file, knowledge base file. RGB is never listed: its licence forbids commercial use. */
const SETS: readonly (readonly [string, string, string])[] = [
  ["squad2", "refusal/squad2/questions.jsonl", "refusal/squad2/kb.jsonl"],
  ["clapnq", "refusal/clapnq/questions.jsonl", "refusal/clapnq/kb.jsonl"],
  ["mtrag-un", "refusal/mtrag-un/questions.jsonl", "refusal/mtrag-un/kb.jsonl"],
  ["xquad-en", "multilingual/xquad/questions/en.jsonl", "multilingual/xquad/kb/en_plus.jsonl"],
  ...["zh", "de", "es", "ru", "ar"].map(
    (lang) =>
      [
        `xquad-${lang}`,
        `multilingual/xquad/questions/${lang}.jsonl`,
        `multilingual/xquad/kb/${lang}.jsonl`,
      ] as const,
  ),
  ["ja-jaquad", "multilingual/ja-jaquad/questions.jsonl", "multilingual/ja-jaquad/kb.jsonl"],
  ["ar-arcd", "multilingual/ar-arcd/questions.jsonl", "multilingual/ar-arcd/kb.jsonl"],
];
/** Measured only, when asked for. */
export const MEASURE_ONLY: readonly (readonly [string, string, string])[] = [
  ["rgb-en", "refusal/rgb-en/questions.jsonl", "refusal/rgb-en/kb.jsonl"],
  ["rgb-zh", "refusal/rgb-zh/questions.jsonl", "refusal/rgb-zh/kb.jsonl"],
];
const PASSAGES = 8;

export function readLines<T>(file: string): T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
}

/** The last question, with the one before it when it cannot stand alone. */
function standalone(raw: RawQuestion): string {
  const earlier = (raw.conversation ?? []).filter((turn) => turn.role === "user").slice(0, -1);
  const before = earlier.at(-1)?.content;
  const short =
    tokenize(raw.question).length <= 6 ||
    /\b(?:it|its|they|them|their|he|she|his|her|this|that|these|those|there)\b/i.test(raw.question);
  return before && short ? `${before} ${raw.question}` : raw.question;
}

function titlesOf(documents: readonly KbDocument[]): Map<string, string> {
  return new Map(documents.map((document) => [document.id, document.title]));
}

function buildSet(
  dataDir: string,
  [set, questionsFile, kbFile]: readonly [string, string, string],
): Example[] {
  const documents = readLines<KbDocument>(path.join(dataDir, kbFile));
  const index = new Bm25(documents);
  const titles = titlesOf(documents);
  const examples: Example[] = [];
  for (const raw of readLines<RawQuestion>(path.join(dataDir, questionsFile))) {
    if (raw.answerable === null) continue;
    const about = raw.kb_ids[0] ?? raw.written_against_kb_id ?? "";
    const title = titles.get(about);
    const article =
      raw.article ?? (raw.conversation ? raw.id.replace(/-t\d+$/, "") : title || about);
    const base = { set, article, goldIds: raw.kb_ids, answers: raw.answers };
    const question = standalone(raw);
    const add = (kind: string, asked: string, skip: ReadonlySet<string>) =>
      examples.push({
        ...base,
        id: `${raw.id}/${kind}`,
        question: asked,
        answerable: false,
        kind,
        passages: index.search(asked, PASSAGES, skip),
      });
    examples.push({
      ...base,
      id: raw.id,
      question,
      answerable: raw.answerable,
      kind: raw.kind,
      passages: index.search(question, PASSAGES),
    });
    if (!raw.answerable || set.startsWith("rgb")) continue;
    const gold = new Set(raw.kb_ids);
    const wholeArticle = title
      ? new Set(documents.filter((d) => d.title === title).map((d) => d.id))
      : gold;
    add("made-out-of-scope", question, new Set([...gold, ...wholeArticle]));
    if (title) add("made-gold-removed", question, gold);
  }
  return examples;
}

/** A line of a dump from the product's own retrieval. */
interface DumpLine extends Pick<Example, "id" | "question" | "kind" | "passages"> {
  answerable: boolean | null;
  article: string | null;
  set?: string;
  goldIds?: string[];
  answers?: string[];
}

/**
 * The questions of a dump, each with its best eight passages. Where a line brings more, an out-of-scope twin is made
 * of an answerable question by dropping every passage of the document named like its article.
 */
function readDump(file: string): Example[] {
  return readLines<DumpLine>(file).flatMap((line): Example[] => {
    const { answerable, passages } = line;
    if (answerable === null) return [];
    const article = line.article ?? line.id;
    const base = { set: path.basename(file, ".jsonl"), goldIds: [], answers: [], ...line, article };
    const own = { ...base, answerable, passages: passages.slice(0, PASSAGES) };
    const others = passages.filter((passage) => passage.documentName !== article);
    if (!answerable || others.length === passages.length || others.length < PASSAGES) return [own];
    const twin = {
      id: `${line.id}/made-out-of-scope`,
      kind: "made-out-of-scope",
      answerable: false,
    };
    return [own, { ...base, ...twin, passages: others.slice(0, PASSAGES) }];
  });
}

/** Everything to train on: the sets of the data folder, retrieved by BM25, or the dumps if any are given. */
export function loadExamples(dataDir: string, dumps: readonly string[]): Example[] {
  if (dumps.length > 0) return dumps.flatMap(readDump);
  return SETS.filter(([, questions]) => existsSync(path.join(dataDir, questions))).flatMap((set) =>
    buildSet(dataDir, set),
  );
}

/** The sets that are only ever measured. */
export function loadMeasureOnly(dataDir: string): Example[] {
  return MEASURE_ONLY.filter(([, questions]) => existsSync(path.join(dataDir, questions))).flatMap(
    (set) => buildSet(dataDir, set),
  );
}
