import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { sqlPort } from "@/lib/db/sql";
import { coveredBy, placeCorrections } from "@/lib/knowledge/ingestion/corrections/correct";
import { remainsOf } from "@/lib/knowledge/ingestion/corrections/remains";
import type { Range } from "@/lib/knowledge/ingestion/chunking/pieces";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import { passagePart } from "@/lib/knowledge/ingestion/corrections/passage-part";
import type { Tx, WorkspaceContext } from "../context";
import { ALL_EXCLUDED } from "../indexing/index-version";
import { activeCorrections } from "./active";

interface DocumentToChange {
  id: string;
  name: string;
  sourceId: string;
}

/**
 * Changes the corrections of a document in the caller's transaction, by what `write` does while nobody else can, and all
 * its indexes with them: from its end on nothing finds text that is covered, or a correction that has ended. What else the passages had
 * stays found, with the vectors they had, until the queued job has made the passages anew, new ones included.
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
  for (const { indexId, versionId, version, waits } of rows) {
    const text = version.text ?? "";
    const covered = coveredBy(placeCorrections(text, corrections));
    const target = { indexId, versionId, workspaceId };
    await cutOut(tx, { target, document, text, covered, ended: written.ended });
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

/** Takes covered text and ended corrections out of one index, and stores again what else their passages had. */
async function cutOut(
  tx: Tx,
  of: {
    target: { indexId: string; versionId: string; workspaceId: string };
    document: DocumentToChange;
    text: string;
    covered: readonly Range[];
    ended: readonly string[];
  },
): Promise<void> {
  const { target, document, text, covered } = of;
  const store = createPassageStore(sqlPort(tx));
  const taken = await store.takeOut({ ...target, ranges: covered, correctionIds: of.ended });
  // Below all there are, so that they are in nobody's way; the job replaces them.
  const lowest = (await store.list(target)).reduce(
    (least, { ordinal }) => Math.min(least, ordinal),
    0,
  );
  const passages = taken
    .filter(({ correctionId }) => correctionId === null)
    .flatMap((passage) => remainsOf(text, passage, covered).map((range) => ({ passage, range })))
    .map(({ passage, range }, index) =>
      passagePart(passage, {
        ...{ text, range, ordinal: lowest - 1 - index, versionId: target.versionId },
        ...{ sourceId: document.sourceId, documentId: document.id, documentName: document.name },
      }),
    );
  await store.putPassages({ ...target, passages });
}
