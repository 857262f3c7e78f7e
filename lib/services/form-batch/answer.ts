import "server-only";
import { randomUUID } from "node:crypto";
import { isAppError, type AppError } from "@/lib/errors/app-error";
import type { RunError } from "@/lib/graph/run-events";
import { takesBatches } from "@/lib/publication/settings";
import { log } from "@/lib/telemetry/log";
import type { PublicContext, WorkspaceScope } from "../context";
import { formOf } from "../form/form-of";
import { Postponed } from "../indexing/postponed";
import { publishedGraph } from "../publication/published-graph";
import { askPublished, requestName } from "../visitor/ask";
import { findOpenChannel } from "../visitor/find-publication";
import { followAsVisitor } from "../visitor/follow";
import { refuse } from "../visitor/refuse";
import { valuesOf } from "./read-file";

/** After so many milliseconds a file lets other jobs go first. */
const TURN_MS = 20_000;
const MINUTE_MS = 60_000;
/** How often a row is asked whose answer was cut off when a process ended. */
const ATTEMPTS = 3;
/** Rows of a file that are answered at the same time. */
const AT_ONCE = 3;

interface AnswerBatch {
  ctx: WorkspaceScope;
  input: { batchId: string };
  signal: AbortSignal;
}

type Batch = NonNullable<Awaited<ReturnType<typeof findBatch>>>;

/**
 * Fills in a form once for each row of a file that has not been. Each row counts towards the publication's limits, and
 * is asked once also when this runs twice. A closed channel, or a file that was stopped, ends it. Throws `Postponed`.
 */
export async function answerBatch({ ctx, input, signal }: AnswerBatch): Promise<void> {
  const until = Date.now() + TURN_MS;
  for (;;) {
    signal.throwIfAborted();
    const batch = await findBatch(ctx, input.batchId);
    if (!batch) return;
    const stopped = { code: "form-batch.stopped", params: {} };
    if (batch.stoppedAt) return endBatch(ctx, batch.id, stopped);
    const rows = await waitingRows(ctx, batch.id);
    if (rows.length === 0) return endBatch(ctx, batch.id, stopped);
    // Others of these come to their end when one has to wait.
    const results = await Promise.allSettled(
      rows.map((row) => answerRow(ctx, { batch, row, signal })),
    );
    for (const result of results) if (result.status === "rejected") throw result.reason;
    if (Date.now() > until) throw new Postponed(new Date());
  }
}

/** Notes that the rest of a file is not answered, since that failed again and again. */
export function failBatch(
  ctx: WorkspaceScope,
  { batchId, error }: { batchId: string; error: RunError },
): Promise<void> {
  return endBatch(ctx, batchId, { code: error.code, params: error.params });
}

function findBatch(ctx: WorkspaceScope, id: string) {
  return ctx.db.formBatch.findFirst({
    where: { id, workspaceId: ctx.workspace.id, endedAt: null },
    select: { id: true, publicationId: true, visitorId: true, columns: true, stoppedAt: true },
  });
}

function waitingRows(ctx: WorkspaceScope, batchId: string) {
  return ctx.db.formBatchRow.findMany({
    where: { batchId, workspaceId: ctx.workspace.id, doneAt: null },
    orderBy: { number: "asc" },
    take: AT_ONCE,
    select: { number: true, cells: true },
  });
}

async function endBatch(ctx: WorkspaceScope, id: string, error: RunError): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const now = new Date();
  await ctx.db.formBatchRow.updateMany({
    where: { batchId: id, workspaceId, doneAt: null },
    data: { doneAt: now, error: { code: error.code, params: { ...error.params } } },
  });
  await ctx.db.formBatch.updateMany({ where: { id, workspaceId }, data: { endedAt: now } });
}

interface Row {
  batch: Batch;
  row: { number: number; cells: string[] };
  signal: AbortSignal;
}

async function answerRow(ctx: WorkspaceScope, { batch, row, signal }: Row): Promise<void> {
  try {
    const runId = await ask(ctx, { batch, row, signal });
    await noteRow(ctx, { batch, row, signal }, { runId });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Postponed) throw error;
    // A database that is away comes back: the job is done again.
    if (!isAppError(error) || error.retryable) throw error;
    if (error.kind === "internal") log().error({ err: error }, "row of a form not answered");
    await noteRow(ctx, { batch, row, signal }, { error });
  }
}

/** Asks with what a row fills in, anew where a process ended over it; returns what answered it, once it has. */
async function ask(ctx: WorkspaceScope, asked: Row): Promise<string> {
  const name = `batch-${asked.batch.id}-${String(asked.row.number)}`;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    // The same name finds what was asked under it before this process began.
    const end = await askOnce(ctx, asked, attempt === 1 ? name : `${name}-${String(attempt)}`);
    if (end !== "interrupted") return end.runId;
  }
  throw refuse("interrupted");
}

async function askOnce(
  ctx: WorkspaceScope,
  { batch, row, signal }: Row,
  name: string,
): Promise<{ runId: string } | "interrupted"> {
  const asker = await visitorOf(ctx, batch);
  const { snapshotId } = asker;
  const graph = await publishedGraph(ctx, { snapshotId, workspaceId: ctx.workspace.id });
  const form = formOf(graph);
  if (form === null) throw refuse("not-live");
  const values = valuesOf(batch.columns, row.cells, form);
  const request = requestName(batch.visitorId, name, JSON.stringify(row.cells));
  const asked = await askPublished(asker, {
    ...{ form: values, conversationId: randomUUID(), request },
    counted: countedAgainst(asker.publication),
  }).catch(postponeWhereTooMany);
  for await (const { event } of followAsVisitor({
    ctx: asker,
    input: { ...asked, after: 0 },
    signal,
  })) {
    if (event.type === "answered") return { runId: asked.runId };
    if (event.type === "failed" && event.problem.code !== "interrupted") {
      throw refuse(event.problem.code);
    }
  }
  signal.throwIfAborted();
  return "interrupted";
}

/** Whoever sent the file, as they would come in now. Throws `visitor.not-live` where that is closed meanwhile. */
async function visitorOf(
  ctx: WorkspaceScope,
  { publicationId, visitorId }: Batch,
): Promise<PublicContext & { snapshotId: string }> {
  const open = await findOpenChannel(ctx, { publicationId, channel: "form" });
  if (open.workspaceId !== ctx.workspace.id || !takesBatches(open.access)) throw refuse("not-live");
  const { id, workflowId, limits, channel, audience, snapshotId } = open;
  const asker = { visitorId, apiKeyId: null };
  return { ...ctx, publication: { id, workflowId, limits }, channel, audience, asker, snapshotId };
}

/** A file goes as fast as the publication lets all together; a row that was begun before a process ended counted then. */
function countedAgainst({ id, limits }: PublicContext["publication"]) {
  const limit = { key: `ask:publication:${id}`, windowMs: MINUTE_MS };
  const points = limits.publicationPerMinute;
  return { limits: [{ ...limit, points }], code: "visitor.too-many", onceOnly: true };
}

/** What is over the limit waits. */
function postponeWhereTooMany(error: unknown): never {
  if (!isAppError(error) || error.kind !== "rate-limited" || error.code !== "visitor.too-many") {
    throw error;
  }
  throw new Postponed(new Date(Date.now() + (error.retryAfterMs ?? MINUTE_MS)));
}

async function noteRow(
  ctx: WorkspaceScope,
  { batch: { id: batchId }, row: { number } }: Row,
  { runId, error }: { runId?: string; error?: AppError },
): Promise<void> {
  await ctx.db.formBatchRow.updateMany({
    where: { batchId, number, workspaceId: ctx.workspace.id, doneAt: null },
    data: {
      doneAt: new Date(),
      ...(runId !== undefined && { runId }),
      ...(error && { error: { code: error.code, params: { ...error.params } } }),
    },
  });
}
