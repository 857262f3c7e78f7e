import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { Turn } from "@/lib/graph/values";
import { AUDIENCES, covers } from "@/lib/publication/settings";
import type { PublicContext, VisitorCall } from "../context";
import { filesOf } from "../conversation-file/files-of";
import { keepMsOf } from "../conversation-file/reader-node";
import { contentOf, onePosed, posedShape, readPosed, type Posed } from "../form/posed";
import { publishedGraph } from "../publication/published-graph";
import { beginRun, type RequestName } from "../run/begin";
import { TURNS, turnsOf } from "../run/turns";
import { countCall, type RateState } from "./rate";
import { visitingMember } from "./reader";
import { refuse } from "./refuse";

export const questionRequest = onePosed(
  z.strictObject({ ...posedShape, requestId: z.string().regex(/^[\w-]{16,64}$/) }),
);

const MINUTE_MS = 60_000;

/** A question that was taken, or had been before under the same name. */
export interface Asked {
  readonly runId: string;
  readonly conversationId: string;
  readonly rate: RateState;
}

/**
 * Asks the published version. The same `requestId` again gives the run that was begun with it. Throws
 * `visitor.too-many`, `visitor.spent`, `visitor.not-live`, `visitor.bad-input` for another question under the same name,
 * and as readPosed does.
 */
export async function askAsVisitor({
  ctx,
  input,
}: VisitorCall<z.infer<typeof questionRequest>>): Promise<Asked> {
  const { limits, id } = ctx.publication;
  const { visitorId } = ctx.asker;
  const rate = await countCall(
    ctx.sql,
    [
      { key: `ask:visitor:${visitorId}`, points: limits.visitorPerMinute, windowMs: MINUTE_MS },
      { key: `ask:publication:${id}`, points: limits.publicationPerMinute, windowMs: MINUTE_MS },
    ],
    "visitor.too-many",
  );
  const { conversationId } = ctx;
  const { requestId, ...posed } = input;
  const content = `${conversationId}\n${contentOf(posed)}`;
  const request = requestName(visitorId, requestId, content);
  const asked = await askPublished(ctx, { ...posed, conversationId, request });
  return { ...asked, rate };
}

export function requestName(askerId: string, name: string, content: string): RequestName {
  const contentHash = createHash("sha256").update(content).digest("hex");
  return { askerId, name, contentHash };
}

interface PublicQuestion extends Posed {
  conversationId: string;
  request?: RequestName;
  /** What was said before, where whoever asks keeps it; without it what is stored of the conversation. */
  turns?: readonly Turn[];
}

/**
 * Asks the live version, with what its inputs are made for, from the sources that were confirmed for this audience and are linked still; a graph or a
 * version can't be named. The caller counted the question and may write in the conversation.
 */
export async function askPublished(ctx: PublicContext, input: PublicQuestion) {
  const { conversationId, request } = input;
  const before = request && (await findAsked(ctx, request));
  if (before) return before;
  const { snapshotId, sourceIds, reader } = await findPublished(ctx);
  const workspaceId = ctx.workspace.id;
  const [graph, turns] = await Promise.all([
    publishedGraph(ctx, { snapshotId, workspaceId }),
    input.turns ?? (input.form ? [] : turnsBefore(ctx, conversationId)),
  ]);
  const { question, form } = readPosed(graph, input);
  const attached = turns && keepMsOf(graph) !== null ? await filesOf(ctx, conversationId) : [];
  const run = {
    ...{ workflowId: ctx.publication.workflowId, graph, snapshotId, sourceIds, reader },
    ...{ conversationId, question, form, attached },
    conversation: turns ?? [],
    asker: { publicationId: ctx.publication.id, channel: ctx.channel, ...ctx.asker },
    ...(request && { request }),
  };
  try {
    return await beginRun(ctx, run);
  } catch (error) {
    // Somebody else was first with the same name.
    const first = request && (await findAsked(ctx, request));
    if (first) return first;
    throw error;
  }
}

const ASKED = `
  select run.id as "runId", run."conversationId", request."contentHash"
  from "RunRequest" request join "Run" run on run.id = request."runId" and run."workspaceId" = $3
  where request."askerId" = $1 and request.name = $2 and request."workspaceId" = $3`;

async function findAsked(ctx: PublicContext, request: RequestName) {
  const { askerId, name, contentHash } = request;
  const params = [askerId, name, ctx.workspace.id];
  type Row = { runId: string; conversationId: string; contentHash: string };
  const [row] = await ctx.sql.query<Row>(ASKED, params);
  if (!row) return null;
  const { runId, conversationId } = row;
  if (row.contentHash === contentHash) return { runId, conversationId };
  throw ctx.asker.apiKeyId === null
    ? refuse("bad-input")
    : new AppError("api.request-name-taken", "conflict");
}

/** What is live, what it may answer from, and what was spent today (UTC) where that is capped. */
const PUBLISHED = `
  select version."snapshotId",
    (select coalesce(array_agg(source."sourceId"), '{}') from "PublicationSource" source
     where source."publicationId" = $1 and source.audience = any ($3::text[]::"Audience"[])) as "sourceIds",
    ${visitingMember({ publication: "$1", visitor: "$6" })} as reader,
    case when $4 then (
      select coalesce(sum(cost), 0)::float8 from "ModelCall"
      where "publicationId" = $1 and at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc'
    ) else 0 end as spent
  from "Workflow" workflow
  join "WorkflowVersion" version on version.id = workflow."liveVersionId" and version."workspaceId" = $5
  where workflow.id = $2 and workflow."workspaceId" = $5 and workflow."deletedAt" is null`;

async function findPublished(ctx: PublicContext) {
  const { id, workflowId, limits } = ctx.publication;
  const enough = AUDIENCES.filter((audience) => covers(audience, ctx.audience));
  const capped = limits.dailyCap !== null;
  const params = [id, workflowId, enough, capped, ctx.workspace.id, ctx.asker.visitorId];
  const [row] = await ctx.sql.query<{
    snapshotId: string;
    sourceIds: string[];
    reader: string | null;
    spent: number;
  }>(PUBLISHED, params);
  if (!row) throw refuse("not-live");
  if (limits.dailyCap !== null && row.spent >= limits.dailyCap) {
    throw refuse("spent", untilTomorrow());
  }
  return row;
}

function untilTomorrow(): number {
  const now = new Date();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1) - now.getTime();
}

/** What was said before; null while the conversation has no row. */
async function turnsBefore(ctx: PublicContext, conversationId: string) {
  const conversation = await ctx.db.conversation.findFirst({
    where: { id: conversationId, workspaceId: ctx.workspace.id, ...ctx.asker },
    select: { runs: TURNS },
  });
  return conversation && turnsOf(conversation.runs);
}
