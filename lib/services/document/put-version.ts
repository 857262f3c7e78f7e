import "server-only";
import type { StoredFile } from "@/lib/storage/file-storage";
import type { ServiceContext, Tx } from "../context";
import type { IndexingScope } from "../indexing/scope";
import { requireStored } from "../stored-file/naming";

interface NewVersion {
  readonly documentId: string;
  /** From 1. */
  readonly number: number;
  readonly mimeType: string;
  readonly file: StoredFile;
  /** Of reading it, see `JobQueue.enqueueAll`; null reads it not at all. */
  readonly priority: number | null;
}

/**
 * Makes a stored file the newest version of a document and queues reading it, within the caller's transaction. Throws
 * `storage.missing`.
 */
export async function putVersion(
  tx: Tx,
  scope: IndexingScope & Pick<ServiceContext, "storage">,
  { documentId, number, mimeType, file, priority }: NewVersion,
): Promise<void> {
  const workspaceId = scope.workspace.id;
  const { id: versionId } = await tx.documentVersion.create({
    data: {
      workspaceId,
      documentId,
      number,
      mimeType,
      size: file.size,
      contentHash: file.sha256,
      storageKey: file.key,
    },
    select: { id: true },
  });
  await requireStored(scope.storage, file.key);
  if (priority === null) return;
  const payload = { workspaceId, versionId };
  await scope.jobs.enqueueAll(tx, "read-version", [{ payload, priority }]);
}
