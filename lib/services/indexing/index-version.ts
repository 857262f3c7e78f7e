import "server-only";
import { writeJson } from "@/lib/db/json";
import { Prisma } from "@/lib/db/generated/client";
import { sqlPort } from "@/lib/db/sql";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { documentOf } from "./stored-version";
import { storedChunking } from "@/lib/knowledge/ingestion/chunking/chunking";
import {
  indexVersion as fillIndex,
  type PassageBatch,
  type VersionFigures,
} from "@/lib/knowledge/ingestion/index-version";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { Tx, WorkspaceScope } from "../context";
import { activeCorrections } from "../correction/active";
import { openEmbedder } from "../knowledge/embedder";
import { pacedEmbedder } from "./paced-embedder";
import { settleIndex } from "./settle-index";
import { settleVersion } from "./settle-version";

/** The state of a version of which people left nothing to be found. */
export const ALL_EXCLUDED = "correction.all-excluded";

interface IndexVersion {
  ctx: WorkspaceScope;
  input: { indexId: string; versionId: string };
  signal: AbortSignal;
}

/**
 * Cuts, embeds and stores a version in an index, from where an earlier attempt was cut off, and puts it to use when
 * it is whole. Begins again when the document is renamed or corrected meanwhile. Does nothing when
 * document, version or index are gone, paused or cancelled. Throws the errors of the embedder, and `Postponed`.
 */
export async function indexVersion({ ctx, input, signal }: IndexVersion): Promise<void> {
  const row = await findRow(ctx, input);
  if (row === null) return;
  try {
    const opened = await openEmbedder(ctx, row.index);
    const embedder = pacedEmbedder(ctx, row.index.connectionId, opened);
    const figures = await fill({ ctx, row, embedder, signal });
    await finish(ctx, row, { embedder, figures });
  } catch (error) {
    if (isAppError(error) && error.code === GONE) return;
    if (isAppError(error) && error.code === CHANGED) return indexVersion({ ctx, input, signal });
    throw error;
  }
}

const NO_TEXT = { code: "ingestion.no-text", params: {} };
const GONE = "indexing.gone";
const CHANGED = "indexing.changed";

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>;

async function findRow(ctx: WorkspaceScope, input: IndexVersion["input"]) {
  return ctx.db.indexedVersion.findFirst({
    where: {
      ...input,
      workspaceId: ctx.workspace.id,
      state: { in: ["queued", "indexing"] },
      index: { state: { in: ["building", "active"] } },
      version: { parsedAt: { not: null }, document: { deletedAt: null, pausedAt: null } },
    },
    include: {
      index: { select: { id: true, connectionId: true, model: true, chunking: true } },
      version: {
        select: {
          id: true,
          text: true,
          structure: true,
          number: true,
          document: { select: { id: true, name: true, sourceId: true, corrected: true } },
        },
      },
    },
  });
}

/** Resolves to what the version came to. */
async function fill(of: {
  ctx: WorkspaceScope;
  row: Row;
  embedder: Embedder;
  signal: AbortSignal;
}) {
  const { ctx, row, embedder, signal } = of;
  const { document } = row.version;
  const store = createPassageStore(ctx.sql);
  const target = targetOf(row);
  // After the row, which says which of them are known: one that comes between is met in takeRow.
  const corrections = await activeCorrections(ctx.db, ctx, document.id);
  return fillIndex(
    {
      sourceId: document.sourceId,
      documentId: document.id,
      versionId: row.versionId,
      documentName: document.name,
      document: documentOf(row.version),
      chunking: storedChunking(row.index.chunking),
      corrections,
    },
    {
      embedder,
      stored: () => store.list(target),
      // Only what was replaced or corrected has anything to lend.
      vectorsOf: async (hashes) =>
        row.version.number === 1 && document.corrected === 0
          ? new Map()
          : store.vectorsOf({ ...targetOf(row), documentId: document.id, hashes }),
      put: (batch) => put(ctx, row, batch),
      signal,
    },
  );
}

function targetOf({ indexId, versionId, workspaceId }: Row) {
  return { indexId, versionId, workspaceId };
}

/**
 * Stores passages and counts them in one transaction. Taking the row first keeps order with a deletion, which
 * removes rows before passages: either it sees these passages, or this finds no row and throws `indexing.gone`.
 */
async function put(
  ctx: WorkspaceScope,
  row: Row,
  { passages, stale, progress }: PassageBatch,
): Promise<void> {
  const { indexId, workspaceId } = row;
  await ctx.db.$transaction(async (tx) => {
    await takeRow(tx, row, { state: "indexing", passages: progress.done, total: progress.total });
    const store = createPassageStore(sqlPort(tx));
    await store.deletePassages({ ...targetOf(row), ordinals: stale });
    await store.putPassages({ indexId, workspaceId, passages });
  });
}

async function finish(
  ctx: WorkspaceScope,
  row: Row,
  { embedder, figures }: { embedder: Embedder; figures: VersionFigures },
) {
  const { indexId, versionId } = row;
  await ctx.db.$transaction(async (tx) => {
    const passages = await createPassageStore(sqlPort(tx)).count(targetOf(row));
    const { tokens } = figures;
    const end = endOf(passages, row.version.document.corrected > 0);
    await takeRow(tx, row, { ...end, passages, total: passages, tokens });
    await settleVersion(tx, ctx, versionId);
    await settleIndex(tx, ctx, indexId);
    // After the store, in the order in which indexes are given up.
    await tx.storeIndex.updateMany({
      where: { id: indexId, workspaceId: ctx.workspace.id, dimension: null },
      data: { dimension: embedder.dimension },
    });
  });
}

/** A version without a single passage can't be found, whatever is asked: it is not called ready. */
function endOf(passages: number, corrected: boolean) {
  if (passages > 0) return { state: "ready", error: Prisma.DbNull } as const;
  const error = corrected ? { code: ALL_EXCLUDED, params: {} } : NO_TEXT;
  return { state: "skipped", error } as const;
}

/**
 * Changes the row and holds it until the transaction ends. Throws `indexing.gone` when nobody waits for it any more, and
 * `indexing.changed` when the document has another name or other corrections than the passages being made: a
 * renaming and a correction take the row first too, so that each comes either before this look or after the transaction.
 */
async function takeRow(tx: Tx, row: Row, data: Prisma.IndexedVersionUpdateManyMutationInput) {
  const { count } = await tx.indexedVersion.updateMany({
    where: {
      ...targetOf(row),
      state: { in: ["queued", "indexing"] },
      index: { state: { in: ["building", "active"] } },
      version: { document: { deletedAt: null, pausedAt: null } },
    },
    data,
  });
  if (count === 0) throw new AppError(GONE, "not-found");
  const { id, name, corrected } = row.version.document;
  const same = { id, name, corrected, workspaceId: row.workspaceId };
  if ((await tx.document.count({ where: same })) === 0) throw new AppError(CHANGED, "conflict");
}

/** Notes that a version can't be stored in an index, with what its document shows. */
export async function failIndexing(
  ctx: WorkspaceScope,
  {
    indexId,
    versionId,
    error,
  }: { indexId: string; versionId: string; error: { code: string; params: object } },
): Promise<void> {
  await ctx.db.indexedVersion.updateMany({
    where: {
      indexId,
      versionId,
      workspaceId: ctx.workspace.id,
      state: { in: ["queued", "indexing"] },
    },
    data: { state: "failed", error: writeJson(error) },
  });
}
