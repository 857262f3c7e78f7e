import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { sqlPort } from "@/lib/db/sql";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { Tx, WorkspaceContext } from "../context";
import { ALL_EXCLUDED } from "../indexing/index-version";
import { activeCorrections, correctionOf } from "./active";
import { standInFor } from "./stand-ins";

interface DocumentToChange {
  id: string;
  name: string;
  sourceId: string;
}

/**
 * Changes the corrections of a document in the caller's transaction, by what `write` does while nobody else can, and all
 * its indexes with them: from its end on nothing finds text that is covered, or a correction that has ended, and what
 * holds now is found by its words, with borrowed vectors, until the queued job has made the passages anew.
 */
export async function changeCorrections<T extends { ended: readonly string[] }>(
  tx: Tx,
  ctx: WorkspaceContext,
  { document, write }: { document: DocumentToChange; write: () => Promise<T> },
): Promise<T> {
  const workspaceId = ctx.workspace.id;
  // Rows first, then the document, as takeRow of indexing/index-version.ts does: neither waits for the other for ever.
  const rows = await takeRows(tx, ctx, document.id);
  await tx.document.update({
    where: { id: document.id, workspaceId },
    data: { corrected: { increment: 1 } },
  });
  const written = await write();
  const corrections = await activeCorrections(tx, ctx, document.id);
  const ended = await tx.correction.findMany({
    where: { id: { in: [...written.ended] }, documentId: document.id, workspaceId },
  });
  for (const { indexId, versionId, version, waits } of rows) {
    const target = { indexId, versionId, workspaceId };
    const text = version.text ?? "";
    await standInFor(createPassageStore(sqlPort(tx)), {
      ...{ target, document, text, corrections, ended: ended.map(correctionOf) },
    });
    if (!waits) continue;
    const passages = await createPassageStore(sqlPort(tx)).count(target);
    await tx.indexedVersion.update({
      where: { indexId_versionId: { indexId, versionId }, workspaceId },
      data: { passages },
    });
    await ctx.jobs.enqueue(tx, "index-version", { workspaceId, indexId, versionId });
  }
  return written;
}

/** Holds the document's rows in every index until the transaction ends, and queues those that were finished. */
async function takeRows(tx: Tx, ctx: WorkspaceContext, documentId: string) {
  const where = {
    workspaceId: ctx.workspace.id,
    version: { documentId },
    index: { state: { in: ["building" as const, "active" as const] } },
  };
  await tx.indexedVersion.updateMany({ where, data: { updatedAt: new Date() } });
  const rows = await tx.indexedVersion.findMany({
    where,
    orderBy: [{ indexId: "asc" }, { versionId: "asc" }],
    select: {
      indexId: true,
      versionId: true,
      state: true,
      error: true,
      version: { select: { text: true } },
    },
  });
  const finished = rows.filter(
    ({ state, error }) =>
      state === "ready" || (state === "skipped" && codeOf(error) === ALL_EXCLUDED),
  );
  for (const { indexId, versionId } of finished) {
    await tx.indexedVersion.update({
      where: { indexId_versionId: { indexId, versionId }, workspaceId: ctx.workspace.id },
      data: { state: "queued", error: Prisma.DbNull },
    });
  }
  return rows.map((row) => ({ ...row, waits: finished.includes(row) }));
}

function codeOf(error: Prisma.JsonValue): unknown {
  return error !== null && typeof error === "object" && "code" in error ? error.code : null;
}
