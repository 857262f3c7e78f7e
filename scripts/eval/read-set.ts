import { createReadStream } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";

const documentSchema = z.object({ id: z.string(), title: z.string(), text: z.string() });
export type EvalDocument = z.infer<typeof documentSchema>;

const beirSchema = z
  .object({ _id: z.string(), title: z.string().default(""), text: z.string() })
  .transform(({ _id, ...rest }) => ({ id: _id, ...rest }));

const questionSchema = z.object({
  id: z.string(),
  question: z.string(),
  answerable: z.nullable(z.boolean()),
  kind: z.string().default(""),
  article: z.string().nullish(),
  kb_ids: z.array(z.string()).default([]),
  written_against_kb_id: z.string().nullish(),
  answers: z.array(z.string()).default([]),
  evidence_sentences: z.array(z.string()).nullish(),
  conversation: z.array(z.object({ role: z.string(), content: z.string() })).nullish(),
});
export type EvalQuestion = z.infer<typeof questionSchema>;

export const readDocuments = (file: string) => readLines(file, documentSchema);
export const readQuestionsFile = (file: string) => readLines(file, questionSchema);
/** `kb.jsonl` of a refusal set. */
export const readKnowledgeBase = (folder: string) => readDocuments(path.join(folder, "kb.jsonl"));
/** `questions.jsonl` of a refusal set. */
export const readQuestions = (folder: string) =>
  readQuestionsFile(path.join(folder, "questions.jsonl"));
/** `corpus.jsonl` of a retrieval set (BEIR). */
export const readCorpus = (folder: string) =>
  readLines(path.join(folder, "corpus.jsonl"), beirSchema);
/** `queries.jsonl` of a retrieval set (BEIR). */
export const readQueries = (folder: string) =>
  readLines(
    path.join(folder, "queries.jsonl"),
    z
      .object({ _id: z.string(), text: z.string() })
      .transform(({ _id, text }) => ({ id: _id, text })),
  );

/** One checked value a line; a line that doesn't fit stops with the file and line named. */
export async function* readLines<T>(file: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  const lines = createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Infinity });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === "") continue;
    const parsed = schema.safeParse(JSON.parse(line));
    if (!parsed.success)
      throw new Error(`${file}:${String(number)}: ${z.prettifyError(parsed.error)}`);
    yield parsed.data;
  }
}
