import { z } from "zod/mini";
import { portTypeSchema } from "./port-types";
import {
  citationSchema,
  fileUseSchema,
  messageSchema,
  stretchSchema,
  usageSchema,
  verdictSchema,
} from "./values";

/**
 * Everything a run tells. All that a person sees of a run is a fold over these events (run-state.ts).
 *
 * - `seq` counts up by one from 1 within a run; `at` is milliseconds since 1970.
 * - The first event is `run.started`; exactly one terminal event (`run.finished`, `run.failed`, `run.cancelled`)
 *   comes last; in between every node of the graph settles exactly once (`node.finished`, `node.skipped` or
 *   `node.failed`).
 * - `token` and `checked` events are for the live view; all others are kept and can be replayed.
 */

const base = { runId: z.string(), seq: z.int(), at: z.number() };
const onNode = { ...base, nodeId: z.string() };

/** A failure as the user may see it: the text is `errors.<code>` of the message catalogue, with `params`. */
export const runErrorSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type RunError = z.infer<typeof runErrorSchema>;

/** What came out of a port, short enough to store and show beside the node. */
export const valueSummarySchema = z.object({
  type: portTypeSchema,
  /** The beginning of the value as text, at most 200 characters. */
  preview: z.string(),
  /** Number of items where the value is a list. */
  count: z.nullable(z.number()),
  /** Size as JSON, in UTF-16 code units; above the limit the value was spilled. */
  size: z.number(),
});
export type ValueSummary = z.infer<typeof valueSummarySchema>;

const outputs = {
  /** By port; a port that is absent was not taken. */
  outputs: z.record(z.string(), valueSummarySchema),
  /** The ports whose edges go on, in the order of the definition. */
  live: z.array(z.string()),
};

/** What a node did differently from what one would expect of it, or how much of its input it could use. */
export const nodeNoteSchema = z.discriminatedUnion("code", [
  /** A reranker failed; passages kept the order of the search. */
  z.object({ code: z.literal("rerank-failed"), model: z.string(), error: runErrorSchema }),
  /** A model was to word the question otherwise and could not; the question alone was searched for. */
  z.object({ code: z.literal("reword-failed"), model: z.string(), error: runErrorSchema }),
  /** What a model wrote that was searched for besides the question. */
  z.object({
    code: z.literal("reworded"),
    rewording: z.enum(["rewrite", "several", "passage"]),
    wordings: z.array(z.string()),
  }),
  /**
   * What stands around the passages found was handed on too: `added` passages; names of documents that are whole, and of
   * those too long for that. Both are empty where only neighbours were added.
   */
  z.object({
    code: z.literal("context-added"),
    added: z.number(),
    whole: z.array(z.string()),
    partly: z.array(z.string()),
  }),
  /** Passages that only repeat better ones were left out. */
  z.object({ code: z.literal("repeats"), leftOut: z.number() }),
  /** A model was to answer from general knowledge and could not; the refusal stands alone. */
  z.object({ code: z.literal("general-failed"), model: z.string(), error: runErrorSchema }),
  /** A model could not answer; another one was asked in its place. */
  z.object({
    code: z.literal("fallback"),
    from: z.string(),
    to: z.string(),
    error: runErrorSchema,
  }),
  /** The same was asked before: the answer of then (milliseconds since 1970) was given again, at no cost. */
  z.object({ code: z.literal("remembered"), answeredAt: z.number() }),
  /** How many of the passages went to the model; the others don't fit into its context. Tokens are estimated. */
  z.object({
    code: z.literal("context"),
    sent: z.number(),
    total: z.number(),
    tokens: z.number(),
    window: z.number(),
  }),
  /** What became of statements of an answer that no passage backs. */
  z.object({
    code: z.literal("unproved"),
    policy: z.enum(["mark", "drop", "refuse"]),
    statements: z.number(),
    unproved: z.number(),
  }),
]);
export type NodeNote = z.infer<typeof nodeNoteSchema>;

export const skipReasonSchema = z.enum([
  /** Every edge into a required port came from a branch that was not taken or from a skipped node. */
  "not-reached",
  /** The node keeps a store in sync and has no part in answering a question. */
  "standing",
  /** The run ended first: it failed elsewhere, ran over its budget or was cancelled. */
  "run-ended",
]);
export type SkipReason = z.infer<typeof skipReasonSchema>;

export const runEventSchema = z.discriminatedUnion("type", [
  z.object({ ...base, type: z.literal("run.started"), question: z.string() }),
  /** Once per attempt, counted from 1; a later attempt starts the node's streamed text anew. */
  z.object({ ...onNode, type: z.literal("node.started"), attempt: z.int() }),
  z.object({ ...onNode, type: z.literal("node.skipped"), reason: skipReasonSchema }),
  z.object({
    ...onNode,
    type: z.literal("node.finished"),
    durationMs: z.number(),
    ...outputs,
    usage: usageSchema,
  }),
  /** `handled` tells whether the run failed with it or went on with default values or the error branch. */
  z.object({
    ...onNode,
    type: z.literal("node.failed"),
    durationMs: z.number(),
    error: runErrorSchema,
    handled: z.enum(["fail", "default", "branch"]),
    ...outputs,
    usage: usageSchema,
  }),
  z.object({ ...onNode, type: z.literal("token"), text: z.string() }),
  /**
   * What a node has written so far, now that its first sentences were checked: they have their marks, and what no passage
   * backs is named. Takes the place of its tokens until here.
   */
  z.object({
    ...onNode,
    type: z.literal("checked"),
    text: z.string(),
    unsupported: z.array(stretchSchema),
  }),
  z.object({ ...onNode, type: z.literal("citation"), citation: citationSchema }),
  z.object({ ...onNode, type: z.literal("verdict"), verdict: verdictSchema }),
  z.object({ ...onNode, type: z.literal("node.noted"), note: nodeNoteSchema }),
  /** The run waits for these attached files to be read. */
  z.object({ ...onNode, type: z.literal("files.reading"), names: z.array(z.string()) }),
  /** How much of the attached files was handed on. */
  z.object({ ...onNode, type: z.literal("files.used"), files: z.array(fileUseSchema) }),
  /** The run goes on by itself after `waitMs`: a node failed in a way worth trying again. */
  z.object({
    ...onNode,
    type: z.literal("run.waiting"),
    waitMs: z.number(),
    error: runErrorSchema,
  }),
  z.object({
    ...base,
    type: z.literal("run.finished"),
    output: messageSchema,
    usage: usageSchema,
    durationMs: z.number(),
  }),
  /** `nodeId` is null when no single node is to blame (a budget, an invalid graph). */
  z.object({
    ...base,
    type: z.literal("run.failed"),
    nodeId: z.nullable(z.string()),
    error: runErrorSchema,
    usage: usageSchema,
    durationMs: z.number(),
  }),
  z.object({
    ...base,
    type: z.literal("run.cancelled"),
    usage: usageSchema,
    durationMs: z.number(),
  }),
]);
export type RunEvent = z.infer<typeof runEventSchema>;
export type RunEventOf<T extends RunEvent["type"]> = Extract<RunEvent, { type: T }>;
export type TerminalEvent = RunEventOf<"run.finished" | "run.failed" | "run.cancelled">;

export function isTerminal(event: RunEvent): event is TerminalEvent {
  return (
    event.type === "run.finished" || event.type === "run.failed" || event.type === "run.cancelled"
  );
}

/** True for events that are stored and replayed; what tells of unfinished text is only for those who watch. */
export function isLifecycle(event: RunEvent): boolean {
  return event.type !== "token" && event.type !== "checked";
}
