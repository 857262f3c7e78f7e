import { z } from "zod/mini";
import type { PortType } from "./port-types";

/**
 * The values that travel along the edges. Offsets are UTF-16 code units into the stored text of a document
 * version, or of the correction that is named, end exclusive, so `text.slice(start, end)` is always the passage or the
 * quote itself.
 */

const score = z.nullable(z.number());
const place = z.nullable(z.number());

/** Who wrote what is found here instead of the document's own text, or besides it. */
export const correctionSchema = z.object({
  id: z.string(),
  kind: z.enum(["edit", "add"]),
  by: z.string(),
});
export type CorrectionMark = z.infer<typeof correctionSchema>;

export const passageSchema = z.object({
  id: z.string(),
  documentId: z.string(),
  versionId: z.string(),
  documentName: z.string(),
  /** True for a file that was attached to the conversation; `documentId` and `versionId` are both its id. */
  attached: z.optional(z.boolean()),
  /** Absent for the document's own text. */
  correction: z.optional(correctionSchema),
  /** Page of the original, from 1; null where the format has no pages. */
  page: z.nullable(z.number()),
  /** Headings above the passage, outermost first. */
  headings: z.array(z.string()),
  start: z.number(),
  end: z.number(),
  text: z.string(),
  /** SHA-256 of `text`, hex. */
  textHash: z.string(),
  /** The part of it that was searched and found, where that is smaller; offsets as `start` and `end`. */
  match: z.optional(z.object({ start: z.number(), end: z.number() })),
  /**
   * `vector` is a cosine similarity, `keyword` a BM25 score (higher is better), `fused` the reciprocal rank sum; `related` is that of
   * `keyword` and of words that go with the question's in this knowledge, absent where they weren't looked for.
   */
  scores: z.object({
    vector: score,
    keyword: score,
    related: z.optional(score),
    fused: z.number(),
    rerank: score,
  }),
  /** Its place in each list that was made, from 1; null in one it isn't in. Absent where nothing was ranked. */
  places: z.optional(
    z.object({
      keyword: place,
      vector: place,
      related: z.optional(place),
      fused: z.number(),
      rerank: place,
    }),
  ),
  /**
   * Its place, from 1, for the question and for each other wording of it that was searched for too; null where that
   * search did not have it. Absent where only the question was searched for.
   */
  wordings: z.optional(z.array(place)),
  /** Not found itself: handed on as what stands around the passage of this id. Absent for what was found. */
  contextOf: z.optional(z.string()),
  /** How many passages were left out because their words all stand in this one. Absent means none. */
  repeats: z.optional(z.number()),
});
export type Passage = z.infer<typeof passageSchema>;

export const citationSchema = z.object({
  /** Number shown in the answer's chip, from 1. */
  number: z.number(),
  passageId: z.string(),
  documentId: z.string(),
  versionId: z.string(),
  documentName: z.string(),
  /** As in the passage it is taken from. */
  attached: z.optional(z.boolean()),
  correction: z.optional(correctionSchema),
  page: z.nullable(z.number()),
  /** The stored text between `start` and `end`, character by character. */
  quote: z.string(),
  start: z.number(),
  end: z.number(),
});
export type Citation = z.infer<typeof citationSchema>;

/** What the passages lacked: content words, names and numbers, and the kind of fact asked for. */
export const missingSchema = z.object({
  terms: z.array(z.string()),
  entities: z.array(z.string()),
  answerType: z.nullable(
    z.enum(["person", "date", "number", "place", "money", "duration", "reason", "definition"]),
  ),
});
export type Missing = z.infer<typeof missingSchema>;

export const reasonSchema = z.object({
  code: z.enum([
    "no-passages",
    "terms-covered",
    "terms-missing",
    "entity-missing",
    "number-missing",
    "answer-type-missing",
    "spread-over-passages",
    "weak-match",
  ]),
  /** Words the reason is about, as the user wrote them. */
  terms: z.array(z.string()),
});
export type Reason = z.infer<typeof reasonSchema>;

/** What a model said of the passages; `proved` when a quote it gave stands in one of them. */
export const judgementSchema = z.object({
  sufficient: z.boolean(),
  proved: z.boolean(),
  /** In the model's own words. */
  missing: z.string(),
});
export type Judgement = z.infer<typeof judgementSchema>;

export const verdictSchema = z.object({
  /** Calibrated probability in 0..1 that the passages suffice: the number shown and the number compared. */
  score: z.number(),
  threshold: z.number(),
  /** Always `score >= threshold`. */
  sufficient: z.boolean(),
  reasons: z.array(reasonSchema),
  missing: missingSchema,
  /** Absent when no model was asked. `fast` is the score before its judgement. */
  judge: z.optional(
    z.discriminatedUnion("state", [
      z.object({ state: z.literal("judged"), fast: z.number(), ...judgementSchema.shape }),
      z.object({ state: z.literal("unavailable") }),
    ]),
  ),
});
export type Verdict = z.infer<typeof verdictSchema>;

export const usageSchema = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  /** Of the input, what the service still had from a call before and may ask less for. */
  cachedInputTokens: z.optional(z.number()),
  /** Of the input, what the service keeps for the next call and may ask more for. */
  cacheWriteInputTokens: z.optional(z.number()),
  /** For services that count searches, such as a reranking. */
  searches: z.optional(z.number()),
});
export type Usage = z.infer<typeof usageSchema>;

/** Where a person can turn instead: a web page or a mail. Nothing else may be opened by a click on it. */
export const handOverSchema = z.object({
  label: z.string(),
  href: z.string().check(z.regex(/^(?:https:\/\/|mailto:)/)),
});
export type HandOver = z.infer<typeof handOverSchema>;

export const refusalSchema = z.object({
  missing: missingSchema,
  /** What came nearest; never shown as support. */
  nearest: z.array(passageSchema),
  /** Subjects that the nearest passages do cover, to ask about instead. Absent means none. */
  subjects: z.optional(z.array(z.string())),
  handOver: z.optional(handOverSchema),
  /** What a model says without the documents; always shown as that, never with sources. */
  general: z.optional(z.string()),
});

/** A part of a text: UTF-16 offsets, end exclusive. */
export const stretchSchema = z.object({ start: z.number(), end: z.number() });
export type Stretch = z.infer<typeof stretchSchema>;

/** An answer or a refusal, with what backs it. `text` holds `[n]` where citation n belongs. */
export const messageSchema = z.object({
  text: z.string(),
  outcome: z.enum(["answered", "refused"]),
  citations: z.array(citationSchema),
  /** Statements that no passage backs, in `text`. Absent means none. */
  unsupported: z.optional(z.array(stretchSchema)),
  /** How many statements there are that need a passage to back them; absent where nobody counted. */
  statements: z.optional(z.number()),
  /** Only on a refusal: what was missing, and what helps on. */
  refusal: z.nullable(refusalSchema),
  /** True when a file it was made from is gone, and with it these words; `text` is empty then. */
  withdrawn: z.optional(z.boolean()),
});
export type Message = z.infer<typeof messageSchema>;

/** A document of a source, with how far its preparation has come. */
export const documentRefSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** As the knowledge service names it: `ready`, `processing`, `failed`, … */
  state: z.string(),
});
export type DocumentRef = z.infer<typeof documentRefSchema>;

/** A stored file that a run was given or made. */
export const fileRefSchema = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  /** Bytes. */
  size: z.number(),
});
export type FileRef = z.infer<typeof fileRefSchema>;

/** How much of an attached file an answer could draw on: `used` of its `total` passages. */
export const fileUseSchema = z.object({
  fileId: z.string(),
  name: z.string(),
  used: z.number(),
  total: z.number(),
  /** All of it was handed on, because it is short enough. */
  whole: z.boolean(),
});
export type FileUse = z.infer<typeof fileUseSchema>;

/** The schema of each port type's values. */
export const portValueSchemas = {
  text: z.string(),
  message: messageSchema,
  passages: z.array(passageSchema),
  documents: z.array(documentRefSchema),
  files: z.array(fileRefSchema),
  json: z.json(),
  number: z.number(),
  boolean: z.boolean(),
} as const satisfies Record<PortType, z.core.$ZodType>;

/** The TypeScript type of each port type's values. */
export type PortValues = {
  [T in PortType]: T extends "json" ? JsonValue : z.infer<(typeof portValueSchemas)[T]>;
};

/** Data that JSON can hold; read-only, so that typed objects such as a verdict are one too. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** One earlier exchange of the conversation. */
export interface Turn {
  question: string;
  answer: string;
}
