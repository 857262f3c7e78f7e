import path from "node:path";
import { z } from "zod";
import { inRoot } from "@/lib/config/root";
import documentList from "./documents.json" with { type: "json" };
import questionList from "./questions.json" with { type: "json" };

/** An invented company; any likeness to a real one is chance. */
export const SAMPLE_COMPANY = "Tamberlin Espresso Works";

/** What its chat begins with; the last of the questions can't be answered from the documents. */
export const SAMPLE_WELCOME = {
  greeting:
    "Hello! I answer questions from the handbook, guides, manuals and prices of Tamberlin Espresso Works, and I say so when they don't hold the answer.",
  suggestions: [
    "How many days of annual leave do full-time employees get?",
    "What is the highest price per night for a hotel in London?",
    "What should I do if I have clicked on a link in a suspicious mail?",
    "Can I bring my dog to the office?",
  ],
};

const documentSchema = z.object({
  /** Name inside `documents/`, and the name people see. */
  file: z.string(),
  /** Name inside `source/` of the text the file is generated from. */
  source: z.string(),
  title: z.string(),
  mimeType: z.string(),
});

const answerableSchema = z.object({
  id: z.string(),
  question: z.string(),
  answerable: z.literal(true),
  /** What one has to find. */
  kind: z.enum(["number", "date", "person", "how-to", "table", "exception"]),
  /** `file` of the document that holds the answer. */
  document: z.string(),
  /**
   * The sentence that holds the answer, found exactly once in that document. A table row is quoted
   * as its cells joined by one space; a CSV row as it stands in the file.
   */
  quote: z.string(),
  /** Short; every figure in it stands in the quote. */
  answer: z.string(),
});

const unanswerableSchema = z.object({
  id: z.string(),
  question: z.string(),
  answerable: z.literal(false),
  /**
   * `not-covered`: this company might well have an answer, but the documents don't hold it.
   * `near-miss`: asks for a model, code or case that doesn't exist beside ones that do.
   * `out-of-scope`: has nothing to do with the company.
   */
  kind: z.enum(["not-covered", "near-miss", "out-of-scope"]),
  /** Words without which there is no answer; none of them occurs in any document. */
  absent: z.array(z.string()).min(1),
});

const questionSchema = z.discriminatedUnion("answerable", [answerableSchema, unanswerableSchema]);

export type SampleQuestion = z.infer<typeof questionSchema>;
export type SampleDocument = z.infer<typeof documentSchema> & {
  /** Absolute path of the file to load. */
  path: string;
};

const folder = inRoot("prisma/seed/sample/documents");

/** The sample workspace's documents, in the order in which to show them. */
export const SAMPLE_DOCUMENTS: readonly SampleDocument[] = z
  .array(documentSchema)
  .parse(documentList)
  .map((document) => ({ ...document, path: path.join(folder, document.file) }));

/** 30 test questions about these documents; 10 of them cannot be answered. */
export const SAMPLE_QUESTIONS: readonly SampleQuestion[] = z
  .array(questionSchema)
  .parse(questionList);
