import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { mayNotWrite } from "@/lib/connectors/_contract/failures";
import { AppError, isAppError } from "@/lib/errors/app-error";
import type { ConnectorCall } from "@/lib/connectors/_contract/runtime";
import type { Writing } from "@/lib/connectors/_contract/writing";
import { recordAudit } from "../audit/record";
import type { Call, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { openSource } from "../source-connection/open";
import { partsOf, titleOf, type SavedConversation } from "./parts";
import { conversationToSave } from "./saved";

export const saveConversationInput = z.object({
  conversationId: idSchema,
  /** Into whose account it goes. */
  connectionId: idSchema,
  /** The document that is gone, to be replaced by a new one; nothing is replaced that isn't the present one. */
  replaces: z.string().max(200).optional(),
});
type Save = z.infer<typeof saveConversationInput>;

/** Longest that somebody waits, and after which nobody else has to. */
const TIMEOUT_MS = 45_000;
const TURN_SECONDS = 60;

/**
 * Writes the exchanges of a conversation that are over into its document outside, which is made the first time; those that are in
 * it already stay as they are there. Safe to call again after any failure. Throws `conversation.not-found`,
 * `source-connection.not-found`, `conversation-document.…`, `connector.…`.
 */
export async function saveConversation({
  ctx,
  input,
  signal,
}: Call<Save> & { signal: AbortSignal | undefined }): Promise<{ url: string; added: number }> {
  const { conversationId, connectionId } = input;
  const { restricted, conversation } = await conversationToSave(ctx, conversationId);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const both = signal ? AbortSignal.any([signal, timeout]) : timeout;
  const { runtime, call } = await openSource(ctx, connectionId, both);
  const { writing } = runtime;
  if (!writing) throw mayNotWrite("off");
  if (restricted) throw new AppError("conversation-document.restricted", "forbidden");
  if (conversation.exchanges.length === 0) {
    throw new AppError("conversation-document.nothing-yet", "conflict");
  }
  return written({ ctx, input, writing, call }, conversation).catch((error: unknown) => {
    throw forPerson(error);
  });
}

async function written(at: At, conversation: SavedConversation) {
  const { writing, call } = at;
  const document = await documentFor(at, titleOf(conversation));
  const known = new Set(document.runIds);
  const parts = partsOf(conversation).filter(({ id }) => !known.has(id));
  const added = await writing.append(call, { id: document.id, parts });
  const runIds = conversation.exchanges.map(({ runId }) => runId);
  const count = runIds.filter((id) => added.includes(id)).length;
  await confirm(at, { ...document, runIds: [HEAD, ...runIds], count });
  return { url: document.url, added: count };
}

/** A sync goes on by itself once a service may be called again; a person has to click again. */
function forPerson(error: unknown): unknown {
  if (!isAppError(error) || error.code !== "connector.throttled") return error;
  const { params, retryAfterMs = 0 } = error;
  return new AppError("conversation-document.later", "rate-limited", {
    params: { ...params, seconds: Math.ceil(retryAfterMs / 1000) },
    retryable: true,
    cause: error,
  });
}

/** The part of a document that is no exchange. */
const HEAD = "head";

interface At {
  readonly ctx: WorkspaceContext;
  readonly input: Save;
  readonly writing: Writing;
  readonly call: ConnectorCall;
}

interface Held {
  readonly id: string;
  readonly url: string;
  readonly key: string;
  readonly runIds: readonly string[];
}

/** What was saved is known from here on, unless the document was replaced in the meantime. */
async function confirm(
  { ctx, input }: At,
  { key, runIds, count }: Held & { count: number },
): Promise<void> {
  const { conversationId, connectionId } = input;
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    await tx.conversationDocument.updateMany({
      where: { conversationId, workspaceId, key },
      data: { runIds: [...runIds], savedAt: new Date() },
    });
    if (count === 0) return;
    await recordAudit(tx, ctx, {
      action: "conversation-document.append",
      entity: "conversation",
      entityId: conversationId,
      detail: { connectionId, exchanges: count },
    });
  });
}

/** The document there is, or a new one: one alone makes it, under a key by which it is found when the answer got lost. */
async function documentFor(at: At, title: string): Promise<Held> {
  const { ctx, input, writing, call } = at;
  const row = await rowFor(at);
  if (row.documentId !== null && row.url !== null)
    return { ...row, id: row.documentId, url: row.url };
  const { key } = row;
  const workspaceId = ctx.workspace.id;
  const where = { conversationId: input.conversationId, workspaceId, key };
  if (!(await takeTurn(ctx, where))) {
    throw new AppError("conversation-document.being-made", "conflict", { retryable: true });
  }
  try {
    const { id, url } = await writing.create(call, { key, title });
    await ctx.db.$transaction(async (tx) => {
      await tx.conversationDocument.updateMany({ where, data: { documentId: id, url } });
      await recordAudit(tx, ctx, {
        action: "conversation-document.create",
        entity: "conversation",
        entityId: input.conversationId,
        detail: { connectionId: input.connectionId },
      });
    });
    return { id, url, key, runIds: [] };
  } finally {
    await ctx.db.conversationDocument.updateMany({ where, data: { makingUntil: null } });
  }
}

/** Kept before anything is called. A document in another account, or one that is to be replaced, is let go of. */
async function rowFor({ ctx, input }: At) {
  const { conversationId, connectionId, replaces } = input;
  const workspaceId = ctx.workspace.id;
  const anew = { connectionId, key: randomUUID() };
  const row = await ctx.db.conversationDocument.upsert({
    where: { conversationId_workspaceId: { conversationId, workspaceId } },
    create: { conversationId, workspaceId, ...anew },
    update: {},
  });
  const replaced = replaces !== undefined && row.documentId === replaces;
  if (row.connectionId === connectionId && !replaced) return row;
  await ctx.db.conversationDocument.updateMany({
    where: { conversationId, workspaceId, key: row.key },
    data: { ...anew, documentId: null, url: null, runIds: [], savedAt: null, makingUntil: null },
  });
  return ctx.db.conversationDocument.findFirstOrThrow({ where: { conversationId, workspaceId } });
}

async function takeTurn(
  ctx: WorkspaceContext,
  {
    conversationId,
    workspaceId,
    key,
  }: Readonly<Record<"conversationId" | "workspaceId" | "key", string>>,
): Promise<boolean> {
  const rows = await ctx.sql.query(
    `update "ConversationDocument" set "makingUntil" = now() + make_interval(secs => $4)
     where "conversationId" = $1 and "workspaceId" = $2 and key = $3 and "documentId" is null
       and ("makingUntil" is null or "makingUntil" < now()) returning 1 as one`,
    [conversationId, workspaceId, key, TURN_SECONDS],
  );
  return rows.length > 0;
}
