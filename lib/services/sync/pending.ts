import "server-only";
import type { RemoteItem } from "@/lib/connectors/_contract/runtime";
import type { WorkspaceScope } from "../context";

/** A file that is to be fetched. */
export type PendingItem = Awaited<ReturnType<typeof pendingItems>>[number];

/** What is read of a file that is to be asked for. */
export const PENDING_FIELDS = {
  remoteId: true,
  name: true,
  folder: true,
  parentId: true,
  etag: true,
  size: true,
  mimeType: true,
  modifiedAt: true,
  webUrl: true,
  handle: true,
  documentId: true,
  attempts: true,
} as const;

/** The next of them by id. */
export async function pendingItems(
  ctx: WorkspaceScope,
  { sourceId, after, most }: { sourceId: string; after: string; most: number },
) {
  return ctx.db.syncItem.findMany({
    where: {
      sourceId,
      workspaceId: ctx.workspace.id,
      state: "pending",
      remoteId: { gt: after },
    },
    orderBy: { remoteId: "asc" },
    take: most,
    select: PENDING_FIELDS,
  });
}

/** As its connector gave it. */
export function remoteItemOf({
  remoteId,
  handle,
  documentId,
  attempts,
  ...rest
}: PendingItem): RemoteItem {
  void documentId;
  void attempts;
  return { ...rest, id: remoteId, kind: "file", ...(handle !== null && { handle }) };
}
