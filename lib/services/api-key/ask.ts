import "server-only";
import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/errors/app-error";
import type { Turn } from "@/lib/graph/values";
import type { VisitorAnswer } from "@/lib/publication/protocol";
import { contentOf, type Posed } from "../form/posed";
import { found } from "../not-found";
import { askPublished, requestName, type Asked } from "../visitor/ask";
import { followAsVisitor } from "../visitor/follow";
import type { ProgramContext } from "./enter";

const MINUTE_MS = 60_000;
/** What an idempotency key may look like. */
const REQUEST_NAME = /^[\x21-\x7e]{1,200}$/;

export interface ProgramQuestion extends Posed {
  readonly conversationId?: string | undefined;
  /** Idempotency key: the same one sent twice is asked once. */
  readonly requestName?: string | null;
  /** What was said before, where the caller keeps it. */
  readonly turns?: readonly Turn[];
}

/**
 * Asks the published version for a program. Throws `api.too-many`, `conversation.not-found`, `visitor.spent`,
 * `api.request-name-taken` for another question under the same idempotency key, `request.invalid`, and as readPosed does.
 */
export async function askAsProgram(ctx: ProgramContext, input: ProgramQuestion): Promise<Asked> {
  const { id, limits } = ctx.publication;
  const { apiKeyId } = ctx.asker;
  const { question, form, turns, requestName: name = null } = input;
  if (name !== null && !REQUEST_NAME.test(name)) {
    const params = { field: "Idempotency-Key" };
    throw new AppError("request.invalid", "bad-request", { params });
  }
  const counted = {
    code: "api.too-many",
    limits: [
      { key: `ask:key:${apiKeyId}`, points: limits.keyPerMinute, windowMs: MINUTE_MS },
      { key: `ask:publication:${id}`, points: limits.publicationPerMinute, windowMs: MINUTE_MS },
    ],
  };
  const given = await ownConversation(ctx, input.conversationId);
  const content = `${given ?? ""}\n${contentOf({ question, form })}\n${JSON.stringify(turns ?? [])}`;
  return askPublished(ctx, {
    ...{ question, form, counted },
    conversationId: given ?? randomUUID(),
    ...(name !== null && { request: requestName(apiKeyId, name, content) }),
    ...(turns && { turns }),
  });
}

async function ownConversation(
  ctx: ProgramContext,
  id: string | undefined,
): Promise<string | undefined> {
  if (id === undefined) return undefined;
  const where = { id, workspaceId: ctx.workspace.id, apiKeyId: ctx.asker.apiKeyId };
  return found("conversation", await ctx.db.conversation.findFirst({ where })).id;
}

/** Waits for a run's answer. Throws `visitor.<code>` where there is none. */
export async function answerOfRun(
  ctx: ProgramContext,
  { runId, conversationId }: Asked,
  signal: AbortSignal,
): Promise<VisitorAnswer> {
  const input = { runId, conversationId, after: 0 };
  for await (const { event } of followAsVisitor({ ctx, input, signal })) {
    if (event.type === "answered") return event.answer;
    if (event.type === "failed") throw new AppError(`visitor.${event.problem.code}`, "unavailable");
  }
  throw new AppError("visitor.interrupted", "unavailable");
}
