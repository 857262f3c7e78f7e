import { writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { citeAnswer, splitSentences } from "@/lib/grounding";
import type { Passage } from "@/lib/graph/values";
import {
  denied,
  exchanged,
  namesOf,
  numbersOf,
  rightStatements,
  statementOf,
  swapped,
} from "./plant";
import { readKnowledgeBase, readLines, type EvalDocument } from "./read-set";

const questionSchema = z.object({
  id: z.string(),
  question: z.string(),
  answerable: z.nullable(z.boolean()),
  kb_ids: z.array(z.string()),
  answers: z.array(z.string()),
  evidence_sentences: z.nullish(z.array(z.string())),
});

/** Passages beside the right one: of the same document title first, whose names and numbers are the nearest. */
const OTHERS = 4;
const LONGEST = 1_500;

/** One statement with the passage it names, and what became of its citation. */
interface Planted {
  id: string;
  right: boolean;
  kind: string;
  statement: string;
  /** The named passage was cited for it. */
  cited: boolean;
}

/**
 * Plants right and wrong citations in the answers of a refusal set and counts those the check lets stand: statements
 * made by rule from the sentence that holds a known answer (see plant.ts), cited as [1], which is that sentence's
 * passage, among passages about the same subject. Writes one line a statement and prints the shares.
 */
export async function evaluateCitations(folder: string, outFile: string): Promise<void> {
  const documents = await collect(readKnowledgeBase(folder));
  const planted: Planted[] = [];
  const questions = await collect(readLines(path.join(folder, "questions.jsonl"), questionSchema));
  questions.forEach((asked, index) => {
    const gold = documents.find(({ id }) => id === asked.kb_ids[0]);
    if (!asked.answerable || !gold) return;
    const passages = passagesFor(gold, documents, index);
    const source = passages[0]?.text ?? "";
    const [sentence = null, next = null] = sentencesWith(source, [
      ...asked.answers,
      ...(asked.evidence_sentences ?? []),
    ]);
    if (sentence === null) return;
    const add = (right: boolean, [kind, statement]: [string, string | null], named = 1) => {
      if (statement === null || statement.includes("\n")) return;
      const { citations } = citeAnswer({ text: `${statement} [${String(named)}]`, passages });
      const cited = citations.some(({ passageId }) => passageId === passages[named - 1]?.id);
      planted.push({ id: asked.id, right, kind, statement, cited });
    };
    for (const [kind, statement] of rightStatements(sentence, { title: gold.title, next }))
      add(true, [kind, statement]);
    const answer = asked.answers.find((text) => sentence.includes(text)) ?? "";
    add(true, ["question and answer", statementOf(asked.question, answer)]);
    for (const [kind, statement] of wrongStatements(sentence, { source, passages, index }))
      add(false, [kind, statement]);
    add(false, ["another passage", sentence], 2 + (index % OTHERS));
  });
  await writeFile(outFile, planted.map((line) => `${JSON.stringify(line)}\n`).join(""));
  report(planted);
}

function wrongStatements(
  sentence: string,
  { source, passages, index }: { source: string; passages: readonly Passage[]; index: number },
): [string, string | null][] {
  const elsewhere = passages.slice(1).map(({ text }) => text);
  const rest = source.replace(sentence, " ");
  const texts = (of: (text: string) => { text: string }[], from: readonly string[]) =>
    from.flatMap((text) => of(text).map((found) => found.text));
  const change = (
    of: (text: string) => { start: number; end: number; text: string }[],
    from: string[],
  ) => swapped(sentence, of(sentence), { others: texts(of, from), pick: index });
  return [
    ["name of another passage", change(namesOf, elsewhere)],
    ["name of the same passage", change(namesOf, [rest])],
    ["number of another passage", change(numbersOf, elsewhere)],
    ["number of the same passage", change(numbersOf, [rest])],
    ["names exchanged", exchanged(sentence, namesOf(sentence))],
    ["numbers exchanged", exchanged(sentence, numbersOf(sentence))],
    ["denied", denied(sentence)],
  ];
}

/** The first sentence that holds one of the answers, or that one of them holds, and the one behind it. */
function sentencesWith(text: string, answers: readonly string[]): string[] {
  const bare = (of: string) => of.replace(/[\s\p{P}]+/gu, "").toLowerCase();
  const known = answers.map(bare).filter((answer) => answer !== "");
  const sentences = splitSentences(text).map(({ start, end }) => text.slice(start, end));
  const at = sentences.findIndex((sentence) => {
    const own = bare(sentence);
    if (own.length < 25 || sentence.endsWith("?")) return false;
    return known.some((answer) => own.includes(answer) || answer.includes(own));
  });
  return at < 0 ? [] : sentences.slice(at, at + 2);
}

function passagesFor(
  gold: EvalDocument,
  documents: readonly EvalDocument[],
  index: number,
): Passage[] {
  const others = documents.filter(({ id, text }) => id !== gold.id && text !== gold.text);
  const near = others.filter(({ title }) => title !== "" && title === gold.title);
  const pool = near.length >= OTHERS ? near : others;
  const chosen = Array.from({ length: OTHERS }, (_, i) => pool[(index * 7 + i * 3) % pool.length]);
  return [...new Set([gold, ...chosen])].flatMap((document, rank) =>
    document ? [passageOf(document, rank)] : [],
  );
}

function passageOf({ id, title, text }: EvalDocument, rank: number): Passage {
  const end = splitSentences(text).findLast((sentence) => sentence.end <= LONGEST)?.end ?? LONGEST;
  return {
    id,
    documentId: id,
    versionId: id,
    documentName: title,
    page: null,
    headings: [],
    start: 0,
    end,
    text: text.slice(0, end),
    textHash: "",
    scores: { vector: null, keyword: null, fused: 1 / (61 + rank), rerank: null },
  };
}

async function collect<T>(lines: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

function report(planted: readonly Planted[]): void {
  const line = (name: string, of: readonly Planted[], share: (one: Planted) => boolean) =>
    process.stdout.write(
      `${name.padEnd(46)} ${String(of.length).padStart(5)}  ${(of.filter(share).length / Math.max(1, of.length)).toFixed(3)}\n`,
    );
  for (const right of [false, true]) {
    const own = planted.filter((one) => one.right === right);
    const counted = ({ cited }: Planted) => !cited;
    line(right ? "right citations flagged" : "wrong citations caught", own, counted);
    for (const kind of new Set(own.map((one) => one.kind)))
      line(
        `  ${kind}`,
        own.filter((one) => one.kind === kind),
        counted,
      );
  }
}
