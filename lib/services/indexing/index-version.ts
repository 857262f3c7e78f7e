import "server-only";
import { writeJson } from "@/lib/db/json";
import { Prisma } from "@/lib/db/generated/client";
import { sqlPort } from "@/lib/db/sql";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { documentOf } from "./stored-version";
import { storedChunking } from "@/lib/knowledge/ingestion/chunking/chunking";
import {
  indexVersion as fillIndex,
  type Progress,
  type VersionFigures,
} from "@/lib/knowledge/ingestion/index-version";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import type { NewPassage } from "@/lib/vector-stores/_contract/passage-store";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { Tx, WorkspaceScope } from "../context";
import { openEmbedder } from "../knowledge/embedder";
import { pacedEmbedder } from "./paced-embedder";
import { settleIndex } from "./settle-index";
import { settleVersion } from "./settle-version";

interface IndexVersion {
  ctx: WorkspaceScope;
  input: { indexId: string; versionId: string };
  signal: AbortSignal;
}

/**
 * Cuts, embeds and stores a version in an index, from where an earlier attempt was cut off, and puts it to use when
 * it is whole. Begins again when the document is renamed meanwhile, as passages carry its name. Does nothing when
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
    if (isAppError(error) && error.code === RENAMED) return indexVersion({ ctx, input, signal });
    throw error;
  }
}

const GONE = "indexing.gone";
const RENAMED = "indexing.renamed";

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
          document: { select: { id: true, name: true, sourceId: true } },
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
  return fillIndex(
    {
      sourceId: document.sourceId,
      documentId: document.id,
      versionId: row.versionId,
      documentName: document.name,
      document: documentOf(row.version),
      chunking: storedChunking(row.index.chunking),
    },
    {
      embedder,
      // Those after the row's count carry an earlier name of the document, and are replaced.
      stored: async () => (await store.list(target)).slice(0, row.passages),
      // Only what was replaced has anything to lend.
      vectorsOf: async (hashes) =>
        row.version.number === 1
          ? new Map()
          : store.vectorsOf({ ...targetOf(row), documentId: document.id, hashes }),
      clear: async () => void (await store.deleteVersion(target)),
      put: (passages, progress) => put(ctx, row, { passages, progress }),
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
  { passages, progress }: { passages: readonly NewPassage[]; progress: Progress },
): Promise<void> {
  const { indexId, workspaceId } = row;
  await ctx.db.$transaction(async (tx) => {
    await takeRow(tx, row, { state: "indexing", passages: progress.done, total: progress.total });
    await createPassageStore(sqlPort(tx)).putPassages({ indexId, workspaceId, passages });
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
    await takeRow(tx, row, { ...endOf(passages), passages, total: passages, tokens });
    await tx.storeIndex.updateMany({
      where: { id: indexId, workspaceId: ctx.workspace.id, dimension: null },
      data: { dimension: embedder.dimension },
    });
    await settleVersion(tx, ctx, versionId);
    await settleIndex(tx, ctx, indexId);
  });
}

/** A version without a single passage can't be found, whatever is asked: it is not called ready. */
function endOf(passages: number) {
  return passages > 0
    ? ({ state: "ready", error: Prisma.DbNull } as const)
    : ({ state: "skipped", error: { code: "ingestion.no-text", params: {} } } as const);
}

/**
 * Changes the row and holds it until the transaction ends. Throws `indexing.gone` when nobody waits for it any more, and
 * `indexing.renamed` when the document has another name than the passages being made: a renaming takes the row
 * first too, so that it comes either before this look at the name or after the transaction.
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
  const { id, name } = row.version.document;
  const named = await tx.document.count({ where: { id, name, workspaceId: row.workspaceId } });
  if (named === 0) throw new AppError(RENAMED, "conflict");
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
