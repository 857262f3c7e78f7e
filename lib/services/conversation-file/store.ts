import "server-only";
import type { Readable } from "node:stream";
import { AppError } from "@/lib/errors/app-error";
import type { StoredFile } from "@/lib/storage/file-storage";
import type { Tx, WorkspaceScope } from "../context";
import { requireStored } from "../stored-file/naming";
import { MAX_FILE_BYTES, MAX_FILES, WORKSPACE_QUOTA_BYTES } from "./limits";
import { SUMMARY_COLUMNS, summaryOf, type AttachedFile } from "./summary";

export interface FileToStore {
  readonly name: string;
  readonly mimeType: string;
  /** How long it stays after its last use. */
  readonly keepMs: number;
  readonly body: Readable;
  readonly signal: AbortSignal;
  /** The conversation it is for, found or made; the caller may write in it. */
  conversationOf(tx: Tx): Promise<string>;
  /** Called with a file that is new. */
  noted(tx: Tx, file: AttachedFile): Promise<void>;
}

/** Of people, who wait: before whatever a knowledge base has to do. */
const PRIORITY = 10;

/**
 * Stores a file for one conversation and queues reading it; the same bytes again give the file that is there. Throws
 * `document.empty`, `storage.too-large`, `storage.full`, and of `conversation-file`: `too-many`, `quota`.
 */
export async function storeFile(ctx: WorkspaceScope, input: FileToStore) {
  const { body, signal } = input;
  const file = await ctx.storage.put(body, { maxBytes: MAX_FILE_BYTES, signal });
  // Told within the transaction: when a connection breaks at its end, nobody knows whether there is a row for the file.
  let kept = false;
  try {
    if (file.size === 0) throw new AppError("document.empty", "bad-request");
    return await ctx.db.$transaction(async (tx) => {
      const conversationId = await input.conversationOf(tx);
      const present = await findSame(tx, ctx, { conversationId, hash: file.sha256 });
      if (present) return { conversationId, file: present };
      await requireRoom(tx, ctx, { conversationId, size: file.size });
      const row = await insert(tx, ctx, { input, conversationId, file });
      await input.noted(tx, row);
      kept = true;
      return { conversationId, file: row };
    });
  } finally {
    if (!kept) await ctx.storage.delete(file.key);
  }
}

/** A file with the same bytes that this conversation has already. */
async function findSame(
  tx: Tx,
  ctx: WorkspaceScope,
  { conversationId, hash }: { conversationId: string; hash: string },
): Promise<AttachedFile | null> {
  const row = await tx.conversationFile.findFirst({
    where: {
      conversationId,
      workspaceId: ctx.workspace.id,
      contentHash: hash,
      state: { not: "failed" },
      deletedAt: null,
      expiresAt: { gt: new Date() },
    },
    select: SUMMARY_COLUMNS,
  });
  return row && summaryOf(row);
}

/** What is to be removed counts until it is: its bytes are still there. */
async function requireRoom(
  tx: Tx,
  ctx: WorkspaceScope,
  { conversationId, size }: { conversationId: string; size: number },
): Promise<void> {
  const workspaceId = ctx.workspace.id;
  // Uploads of one workspace take turns here, so that two can't both take the last place.
  await tx.$queryRaw`SELECT 1 FROM "Workspace" WHERE "id" = ${workspaceId} FOR UPDATE`;
  const count = await tx.conversationFile.count({
    where: { conversationId, workspaceId, deletedAt: null, expiresAt: { gt: new Date() } },
  });
  if (count >= MAX_FILES) {
    throw new AppError("conversation-file.too-many", "conflict", { params: { limit: MAX_FILES } });
  }
  const { _sum } = await tx.conversationFile.aggregate({
    where: { workspaceId },
    _sum: { size: true },
  });
  if ((_sum.size ?? 0) + size > WORKSPACE_QUOTA_BYTES) {
    throw new AppError("conversation-file.quota", "conflict");
  }
}

async function insert(
  tx: Tx,
  ctx: WorkspaceScope,
  of: { input: FileToStore; conversationId: string; file: StoredFile },
): Promise<AttachedFile> {
  const { input, conversationId, file } = of;
  const workspaceId = ctx.workspace.id;
  const row = await tx.conversationFile.create({
    data: {
      workspaceId,
      conversationId,
      name: input.name,
      mimeType: input.mimeType,
      size: file.size,
      contentHash: file.sha256,
      storageKey: file.key,
      expiresAt: new Date(Date.now() + input.keepMs),
    },
    select: SUMMARY_COLUMNS,
  });
  await requireStored(ctx.storage, file.key);
  const payload = { workspaceId, fileId: row.id };
  await ctx.jobs.enqueueAll(tx, "read-attached-file", [{ payload, priority: PRIORITY }]);
  return summaryOf(row);
}
