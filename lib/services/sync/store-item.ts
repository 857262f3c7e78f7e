import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import type { Download } from "@/lib/connectors/_contract/runtime";
import type { StoredFile } from "@/lib/storage/file-storage";
import type { Tx, WorkspaceScope } from "../context";
import { storedErrorSchema } from "../document/state";
import { putVersion } from "../document/put-version";
import { documentPlace } from "./document-place";
import { holdLease } from "./lease";
import { moveDocument } from "./move-document";
import { noteOutcomes } from "./note-outcomes";
import type { PendingItem } from "./pending";
import type { RunningSync } from "./running";

/** What people add by hand is read before what a sync brings. */
const PRIORITY = -1000;

interface Fetched {
  readonly item: PendingItem;
  readonly file: StoredFile;
  readonly download: Download;
  readonly needs: (file: boolean) => void;
}

/**
 * Makes a fetched file the content of its item's document, and notes what it was made from, in one transaction. The same
 * bytes as before make nothing new. Calls `needs` once it is known whether the file is needed, before the transaction ends: when a
 * connection breaks there, nobody knows whether there is a row for the file. Throws `LeaseLost`.
 */
export async function storeItem(
  ctx: WorkspaceScope,
  sync: RunningSync,
  { item, file, download, needs }: Fetched,
): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await holdLease(tx, sync.lease);
    const present = await findDocument(tx, ctx, item.documentId);
    const extension = download.extension ?? "";
    const place = documentPlace({ ...item, extension });
    const mimeType = download.mimeType ?? item.mimeType ?? "application/octet-stream";
    const [newest] = present?.versions ?? [];
    // Bytes that were lost are needed again.
    const lost = storedErrorSchema.safeParse(present?.error).data?.code === "storage.missing";
    const same = newest?.contentHash === file.sha256 && !lost;
    let documentId = present?.id;
    if (same && documentId !== undefined) {
      const moved = await moveDocument(tx, ctx, { id: documentId, place });
      if (moved) await note(tx, ctx, { sync, item, outcome: "moved" });
    } else {
      const facts = { ...place, mimeType, size: file.size, priority: PRIORITY };
      documentId = await putDocument(tx, ctx, { sync, documentId, facts });
      const number = (newest?.number ?? 0) + 1;
      await putVersion(tx, ctx, { documentId, number, mimeType, file, priority: PRIORITY });
      await note(tx, ctx, { sync, item, outcome: present ? "changed" : "added" });
    }
    await tx.syncItem.update({
      where: { sourceId_remoteId: { sourceId: sync.sourceId, remoteId: item.remoteId } },
      data: {
        documentId: documentId ?? null,
        fetchedEtag: item.etag,
        fetchedSize: item.size,
        extension,
        state: "known",
        error: Prisma.DbNull,
        attempts: 0,
        failedEtag: null,
        failedSize: null,
        retryAt: null,
      },
    });
    needs(!same);
  });
}

async function note(
  tx: Tx,
  ctx: WorkspaceScope,
  {
    sync,
    item,
    outcome,
  }: { sync: RunningSync; item: PendingItem; outcome: "added" | "changed" | "moved" },
) {
  const { remoteId, name, folder } = item;
  await noteOutcomes(tx, ctx, {
    runId: sync.runId,
    outcomes: [{ remoteId, name, folder, outcome }],
  });
}

async function findDocument(tx: Tx, ctx: WorkspaceScope, id: string | null) {
  if (id === null) return null;
  return tx.document.findFirst({
    where: { id, workspaceId: ctx.workspace.id, deletedAt: null },
    select: {
      id: true,
      error: true,
      versions: {
        orderBy: { number: "desc" },
        take: 1,
        select: { number: true, contentHash: true },
      },
    },
  });
}

async function putDocument(
  tx: Tx,
  ctx: WorkspaceScope,
  {
    sync,
    documentId,
    facts,
  }: {
    sync: RunningSync;
    documentId: string | undefined;
    facts: { name: string; folder: string; mimeType: string; size: number; priority: number };
  },
): Promise<string> {
  const workspaceId = ctx.workspace.id;
  if (documentId === undefined) {
    const made = await tx.document.create({
      data: { ...facts, workspaceId, sourceId: sync.sourceId },
      select: { id: true },
    });
    return made.id;
  }
  await tx.document.update({
    where: { id: documentId, workspaceId },
    data: { ...facts, state: "queued", error: Prisma.DbNull, pausedAt: null },
  });
  return documentId;
}
