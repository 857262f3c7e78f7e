import "server-only";
import { writeJson } from "@/lib/db/json";
import { Prisma } from "@/lib/db/generated/client";
import { parseInChild } from "@/lib/knowledge/ingestion/parser-pool";
import type { Tx, WorkspaceScope } from "../context";
import { linkedIndexes } from "./linked-indexes";
import { queueVersions } from "./queue-versions";
import { settleVersion } from "./settle-version";

interface ReadVersion {
  ctx: WorkspaceScope;
  input: { versionId: string };
  signal: AbortSignal;
}

/**
 * Turns an uploaded file into stored text and queues it for its indexes. Does nothing for a version that was read,
 * replaced or deleted in the meantime. Throws the errors of the parsers.
 */
export async function readVersion({ ctx, input, signal }: ReadVersion): Promise<void> {
  const version = await findUnread(ctx, input.versionId);
  if (!version) return;
  const { document } = version;
  await ctx.db.document.updateMany({
    where: { id: document.id, workspaceId: ctx.workspace.id, state: "queued" },
    data: { state: "reading" },
  });
  const parsed = await ctx.storage.withLocalPath(version.storageKey, (path) =>
    parseInChild({ path, name: document.name, mimeType: version.mimeType, signal }),
  );
  await ctx.db.$transaction(
    async (tx) => {
      await tx.documentVersion.update({
        where: { id: version.id, workspaceId: ctx.workspace.id },
        data: {
          text: parsed.text,
          structure: writeJson(parsed.structure),
          parsedAt: new Date(),
        },
      });
      await tx.document.updateMany({
        where: { id: document.id, workspaceId: ctx.workspace.id },
        data: { state: "ready", error: Prisma.DbNull },
      });
      await queueForIndexes(tx, ctx, { versionId: version.id, sourceId: document.sourceId });
    },
    // A text of tens of megabytes takes its time to be stored.
    { timeout: 60_000 },
  );
}

/** The version, unless there is nothing to read: read already, superseded by a newer one, or its document deleted. */
async function findUnread(ctx: WorkspaceScope, versionId: string) {
  const version = await ctx.db.documentVersion.findFirst({
    where: {
      id: versionId,
      workspaceId: ctx.workspace.id,
      parsedAt: null,
      document: { deletedAt: null },
    },
    select: {
      id: true,
      number: true,
      mimeType: true,
      storageKey: true,
      document: { select: { id: true, name: true, sourceId: true } },
    },
  });
  if (!version) return null;
  const newer = await ctx.db.documentVersion.count({
    where: {
      documentId: version.document.id,
      workspaceId: ctx.workspace.id,
      number: { gt: version.number },
    },
  });
  return newer > 0 ? null : version;
}

async function queueForIndexes(
  tx: Tx,
  ctx: WorkspaceScope,
  { versionId, sourceId }: { versionId: string; sourceId: string },
) {
  const indexes = await linkedIndexes(tx, { workspaceId: ctx.workspace.id, sourceId });
  for (const { id } of indexes) {
    await queueVersions(tx, ctx, { indexId: id, versionIds: [versionId] });
  }
  // With no store to wait for, the version is current at once.
  await settleVersion(tx, ctx, versionId);
}

/** Notes that a version can't be read, with what its document shows. */
export async function failReading(
  ctx: WorkspaceScope,
  { versionId, error }: { versionId: string; error: { code: string; params: object } },
): Promise<void> {
  await ctx.db.document.updateMany({
    where: {
      workspaceId: ctx.workspace.id,
      deletedAt: null,
      state: { in: ["queued", "reading"] },
      versions: { some: { id: versionId } },
    },
    data: { state: "failed", error: writeJson(error) },
  });
}
