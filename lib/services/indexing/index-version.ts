import "server-only";
import { writeJson } from "@/lib/db/json";
import { Prisma } from "@/lib/db/generated/client";
import { sqlPort } from "@/lib/db/sql";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { chunkingSchema, documentOf } from "./stored-version";
import { indexVersion as fillIndex } from "@/lib/knowledge/ingestion/index-version";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import type { NewPassage } from "@/lib/vector-stores/_contract/passage-store";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { WorkspaceScope } from "../context";
import { openEmbedder } from "../knowledge/embedder";
import { settleIndex } from "./settle-index";
import { settleVersion } from "./settle-version";

interface IndexVersion {
  ctx: WorkspaceScope;
  input: { indexId: string; versionId: string };
  signal: AbortSignal;
}

/**
 * Cuts, embeds and stores a version in an index, from where an earlier attempt was cut off, and puts it to use when
 * it is whole. Does nothing when document, version or index are gone. Throws the errors of the embedder.
 */
export async function indexVersion({ ctx, input, signal }: IndexVersion): Promise<void> {
  const row = await findRow(ctx, input);
  if (row === null || row.state === "ready") return;
  try {
    const embedder = await openEmbedder(ctx, row.index);
    await fill({ ctx, row, embedder, signal });
    await finish(ctx, input, embedder);
  } catch (error) {
    if (isAppError(error) && error.code === GONE) return;
    throw error;
  }
}

const GONE = "indexing.gone";

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>;

async function findRow(ctx: WorkspaceScope, input: IndexVersion["input"]) {
  return ctx.db.indexedVersion.findFirst({
    where: {
      ...input,
      workspaceId: ctx.workspace.id,
      index: { state: { in: ["building", "active"] } },
      version: { parsedAt: { not: null }, document: { deletedAt: null } },
    },
    include: {
      index: { select: { id: true, connectionId: true, model: true, chunking: true } },
      version: {
        select: {
          id: true,
          text: true,
          structure: true,
          document: { select: { id: true, name: true, sourceId: true } },
        },
      },
    },
  });
}

async function fill(of: {
  ctx: WorkspaceScope;
  row: Row;
  embedder: Embedder;
  signal: AbortSignal;
}) {
  const { ctx, row, embedder, signal } = of;
  const { document } = row.version;
  const store = createPassageStore(ctx.sql);
  const target = { indexId: row.indexId, versionId: row.versionId, workspaceId: row.workspaceId };
  await fillIndex(
    {
      sourceId: document.sourceId,
      documentId: document.id,
      versionId: row.versionId,
      documentName: document.name,
      document: documentOf(row.version),
      chunking: chunkingSchema.parse(row.index.chunking),
    },
    {
      embedder,
      stored: () => store.list(target),
      clear: async () => void (await store.deleteVersion(target)),
      put: (passages, { total }) => put(ctx, target, { passages, total }),
      signal,
    },
  );
}

type Target = IndexVersion["input"] & { workspaceId: string };

/**
 * Stores passages and counts them in one transaction. Taking the row first keeps order with a deletion, which
 * removes rows before passages: either it sees these passages, or this finds no row and throws `indexing.gone`.
 */
async function put(
  ctx: WorkspaceScope,
  target: Target,
  { passages, total }: { passages: readonly NewPassage[]; total: number },
): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const store = createPassageStore(sqlPort(tx));
    const { count } = await tx.indexedVersion.updateMany({
      where: { ...target, index: { state: { in: ["building", "active"] } } },
      data: { state: "indexing", total },
    });
    if (count === 0) throw new AppError(GONE, "not-found");
    await store.putPassages({
      indexId: target.indexId,
      workspaceId: target.workspaceId,
      passages,
    });
    const stored = await store.count(target);
    await tx.indexedVersion.updateMany({ where: target, data: { passages: stored } });
  });
}

async function finish(ctx: WorkspaceScope, input: IndexVersion["input"], embedder: Embedder) {
  const target = { ...input, workspaceId: ctx.workspace.id };
  await ctx.db.$transaction(async (tx) => {
    const passages = await createPassageStore(sqlPort(tx)).count(target);
    const { count } = await tx.indexedVersion.updateMany({
      where: target,
      data: { state: "ready", passages, total: passages, error: Prisma.DbNull },
    });
    if (count === 0) throw new AppError(GONE, "not-found");
    await tx.storeIndex.updateMany({
      where: { id: input.indexId, workspaceId: ctx.workspace.id, dimension: null },
      data: { dimension: embedder.dimension },
    });
    await settleVersion(tx, ctx, input.versionId);
    await settleIndex(tx, ctx, input.indexId);
  });
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
    where: { indexId, versionId, workspaceId: ctx.workspace.id, state: { not: "ready" } },
    data: { state: "failed", error: writeJson(error) },
  });
}
