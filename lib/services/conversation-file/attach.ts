import "server-only";
import type { Readable } from "node:stream";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { StoredFile } from "@/lib/storage/file-storage";
import { recordAudit } from "../audit/record";
import type { Call, Tx, WorkspaceContext } from "../context";
import { uploadInput } from "../document/upload";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { visibleConversations } from "../run/scope";
import { findWorkflow, readDraft } from "../workflow/find";
import { MAX_FILE_BYTES, MAX_FILES, WORKSPACE_QUOTA_BYTES } from "./limits";
import { keepMsOf } from "./reader-node";
import { SUMMARY_COLUMNS, summaryOf, type AttachedFile } from "./summary";

export const attachFileInput = z.object({
  workflowId: idSchema,
  /** Without it a new conversation begins. */
  conversationId: idSchema.optional(),
  name: uploadInput.shape.name,
  mimeType: uploadInput.shape.mimeType,
});
type Input = z.infer<typeof attachFileInput>;

type Attach = Call<Input> & { body: Readable; signal: AbortSignal };

/** Of people, who wait: before whatever a knowledge base has to do. */
const PRIORITY = 10;

/**
 * Stores a file for one conversation and queues reading it; the same bytes again give the file that is there. Throws
 * `workflow.not-found`, `conversation.not-found`, `document.empty`, `storage.too-large`, `storage.full`, and of
 * `conversation-file`: `not-taken` (the workflow reads no files), `too-many`, `quota`.
 */
export async function attachFile({ ctx, input, body, signal }: Attach) {
  const { draft } = await findWorkflow(ctx.db, ctx, input.workflowId);
  const keepMs = keepMsOf(readDraft(draft));
  if (keepMs === null) throw new AppError("conversation-file.not-taken", "bad-request");
  const file = await ctx.storage.put(body, { maxBytes: MAX_FILE_BYTES, signal });
  let kept = false;
  try {
    if (file.size === 0) throw new AppError("document.empty", "bad-request");
    return await ctx.db.$transaction(async (tx) => {
      const conversationId = await conversationOf(tx, ctx, input);
      const present = await findSame(tx, ctx, { conversationId, hash: file.sha256 });
      if (present) return { conversationId, file: present };
      await requireRoom(tx, ctx, { conversationId, size: file.size });
      const row = await insert(tx, ctx, { input, conversationId, file, keepMs });
      kept = true;
      return { conversationId, file: row };
    });
  } catch (error) {
    kept = false;
    throw error;
  } finally {
    if (!kept) await ctx.storage.delete(file.key);
  }
}

async function conversationOf(tx: Tx, ctx: WorkspaceContext, input: Input): Promise<string> {
  const { conversationId, workflowId } = input;
  if (conversationId === undefined) {
    const { workspace, actor } = ctx;
    const data = { workspaceId: workspace.id, workflowId, userId: actor.userId };
    const { id } = await tx.conversation.create({ data, select: { id: true } });
    return id;
  }
  const where = { id: conversationId, workflowId, ...visibleConversations(ctx) };
  return found("conversation", await tx.conversation.findFirst({ where, select: { id: true } })).id;
}

/** A file with the same bytes that this conversation has already. */
async function findSame(
  tx: Tx,
  ctx: WorkspaceContext,
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
  ctx: WorkspaceContext,
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
  ctx: WorkspaceContext,
  of: { input: Input; conversationId: string; file: StoredFile; keepMs: number },
): Promise<AttachedFile> {
  const { input, conversationId, file, keepMs } = of;
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
      expiresAt: new Date(Date.now() + keepMs),
    },
    select: SUMMARY_COLUMNS,
  });
  const payload = { workspaceId, fileId: row.id };
  await ctx.jobs.enqueueAll(tx, "read-attached-file", [{ payload, priority: PRIORITY }]);
  // Without its name: history stays, and of the file nothing is to.
  await recordAudit(tx, ctx, {
    action: "conversation-file.attach",
    entity: "conversation-file",
    entityId: row.id,
    detail: { size: file.size },
  });
  return summaryOf(row);
}
