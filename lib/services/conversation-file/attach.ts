import "server-only";
import type { Readable } from "node:stream";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { recordAudit } from "../audit/record";
import type { Call, Tx, WorkspaceContext } from "../context";
import { uploadInput } from "../document/upload";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { visibleConversations } from "../run/scope";
import { findWorkflow, readDraft } from "../workflow/find";
import { keepMsOf } from "./reader-node";
import { storeFile } from "./store";

export const attachFileInput = z.object({
  workflowId: idSchema,
  /** Without it a new conversation begins. */
  conversationId: idSchema.optional(),
  name: uploadInput.shape.name,
  mimeType: uploadInput.shape.mimeType,
});
type Input = z.infer<typeof attachFileInput>;

type Attach = Call<Input> & { body: Readable; signal: AbortSignal };

/**
 * Stores a file for one conversation and queues reading it; the same bytes again give the file that is there. Throws
 * `workflow.not-found`, `conversation.not-found`, `document.empty`, `storage.too-large`, `storage.full`, and of
 * `conversation-file`: `not-taken` (the workflow reads no files), `too-many`, `quota`.
 */
export async function attachFile({ ctx, input, body, signal }: Attach) {
  const { draft } = await findWorkflow(ctx.db, ctx, input.workflowId);
  const keepMs = keepMsOf(readDraft(draft));
  if (keepMs === null) throw new AppError("conversation-file.not-taken", "bad-request");
  return storeFile(ctx, {
    ...input,
    keepMs,
    body,
    signal,
    conversationOf: (tx) => conversationOf(tx, ctx, input),
    // Without its name: history stays, and of the file nothing is to.
    noted: (tx, { id: entityId, size }) =>
      recordAudit(tx, ctx, {
        action: "conversation-file.attach",
        entity: "conversation-file",
        entityId,
        detail: { size },
      }),
  });
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
