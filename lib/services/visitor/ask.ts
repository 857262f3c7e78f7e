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
import { connectionRows } from "../connection/open";
import { beginRun, type RequestName } from "../run/begin";
import type { FirstLooks } from "../run/drive";
import { TURNS } from "../run/turns";
import { indexRows } from "../store/active-index";
import { countParams, countSql, rateOf, type Counted, type Limit, type RateState } from "./rate";
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
  const counted = {
    code: "visitor.too-many",
    limits: [
      { key: `ask:visitor:${visitorId}`, points: limits.visitorPerMinute, windowMs: MINUTE_MS },
      { key: `ask:publication:${id}`, points: limits.publicationPerMinute, windowMs: MINUTE_MS },
    ],
  };
  const { conversationId } = ctx;
  const { requestId, ...posed } = input;
  const content = `${conversationId}\n${contentOf(posed)}`;
  const request = requestName(visitorId, requestId, content);
  return askPublished(ctx, { ...posed, conversationId, request, counted });
}

export function requestName(askerId: string, name: string, content: string): RequestName {
  const contentHash = createHash("sha256").update(content).digest("hex");
  return { askerId, name, contentHash };
}

/** What a question counts against. */
interface CountedAgainst {
  readonly limits: readonly Limit[];
  /** Of the error where one of them is over. */
  readonly code: string;
  /** Counts once, however often it is asked under the same name. */
  readonly onceOnly?: boolean;
}

interface PublicQuestion extends Posed {
  conversationId: string;
  counted: CountedAgainst;
  request?: RequestName;
  /** What was said before, where whoever asks keeps it; without it what is stored of the conversation. */
  turns?: readonly Turn[];
}

/**
 * Asks the live version, with what its inputs are made for, from the sources that were confirmed for this audience and are linked still; a graph or a
 * version can't be named. The caller may write in the conversation.
 */
export async function askPublished(ctx: PublicContext, input: PublicQuestion): Promise<Asked> {
  const { conversationId, request, counted } = input;
  const tellsTurns = input.turns !== undefined || input.form !== undefined;
  const published = await findPublished(ctx, {
    ...{ request, counted },
    conversationId: tellsTurns ? null : conversationId,
  });
  if ("runId" in published) return published;
  const { snapshotId, sourceIds, reader, rate, looks } = published;
  const workspaceId = ctx.workspace.id;
  const graph = await publishedGraph(ctx, { snapshotId, workspaceId });
  const turns = tellsTurns ? (input.turns ?? []) : published.turns;
  const { question, form } = readPosed(graph, input);
  const attached = turns && keepMsOf(graph) !== null ? await filesOf(ctx, conversationId) : [];
  const run = {
    ...{ workflowId: ctx.publication.workflowId, graph, snapshotId, sourceIds, reader, looks },
    ...{ conversationId, question, form, attached },
    conversation: turns ?? [],
    asker: { publicationId: ctx.publication.id, channel: ctx.channel, ...ctx.asker },
    ...(request && { request }),
  };
  try {
    return { ...(await beginRun(ctx, run)), rate };
  } catch (error) {
    // Somebody else was first with the same name.
    const first = request && (await findAsked(ctx, request));
    if (first) return { ...first, rate };
    throw error;
  }
}

interface AskedBefore {
  readonly runId: string;
  readonly conversationId: string;
  readonly contentHash: string;
}

const ASKED = `
  select run.id as "runId", run."conversationId", request."contentHash"
  from "RunRequest" request join "Run" run on run.id = request."runId" and run."workspaceId" = $3
  where request."askerId" = $1::text and request.name = $2::text and request."workspaceId" = $3`;

async function findAsked(ctx: PublicContext, request: RequestName) {
  const params = [request.askerId, request.name, ctx.workspace.id];
  const [row] = await ctx.sql.query<AskedBefore>(ASKED, params, { prepared: true });
  return row ? sameAsked(ctx, request, row) : null;
}

function sameAsked(ctx: PublicContext, request: RequestName, row: AskedBefore) {
  const { runId, conversationId, contentHash } = row;
  if (contentHash === request.contentHash) return { runId, conversationId };
  throw ctx.asker.apiKeyId === null
    ? refuse("bad-input")
    : new AppError("api.request-name-taken", "conflict");
}

/** As SQL, what the nodes of the snapshot's graph have in a field. */
const namedInGraph = (field: string) => `array(
  select node->'params'->>'${field}' from jsonb_array_elements(snapshot.graph->'nodes') node)`;

/**
 * In one trip: the question counted; what was asked before under the same name; what is live, what it may answer from, and what was spent today
 * (UTC) where that is capped; the connections and indexes that the first steps will use; and what was said before in the conversation, newest first, null while it has no row.
 */
const PUBLISHED = `
  with asked as (${ASKED}),
  counted as (${countSql({ keys: "$11", windows: "$12", when: "not ($13 and exists (select from asked))" })})
  select (select row_to_json(asked) from asked) as asked, live."snapshotId", live.connections, live.indexes,
    (select coalesce(json_agg(counted), '[]') from counted) as counted,
    (select coalesce(array_agg(source."sourceId"), '{}') from "PublicationSource" source
     where source."publicationId" = $4 and source.audience = any ($6::text[]::"Audience"[])) as "sourceIds",
    ${visitingMember({ publication: "$4", visitor: "$8" })} as reader,
    case when $7 then (
      select coalesce(sum(cost), 0)::float8 from "ModelCall"
      where "publicationId" = $4 and at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc'
    ) else 0 end as spent,
    (select coalesce((
       select json_agg(turn) from (
         select question, output->>'text' as answer from "Run"
         where "conversationId" = conversation.id and "workspaceId" = $3 and status = 'finished'
         order by "startedAt" desc limit ${String(TURNS.take)}
       ) turn), '[]')
     from "Conversation" conversation
     where conversation.id = $9 and conversation."workspaceId" = $3
       and conversation."visitorId" is not distinct from $8 and conversation."apiKeyId" is not distinct from $10
    ) as turns
  from (select 1) as one
  left join (
    select version."snapshotId", (
      select coalesce(json_agg(connection), '[]')
      from (${connectionRows({ ids: namedInGraph("connectionId"), workspace: "$3" })}) connection
    ) as connections, (
      select coalesce(json_agg(index), '[]')
      from (${indexRows({ stores: namedInGraph("storeId"), workspace: "$3" })}) index
    ) as indexes
    from "Workflow" workflow
    join "WorkflowVersion" version on version.id = workflow."liveVersionId" and version."workspaceId" = $3
    join "WorkflowSnapshot" snapshot on snapshot.id = version."snapshotId" and snapshot."workspaceId" = $3
    where workflow.id = $5 and workflow."workspaceId" = $3 and workflow."deletedAt" is null
  ) as live on true`;

interface Published extends FirstLooks {
  readonly counted: readonly Counted[];
  readonly asked: AskedBefore | null;
  readonly snapshotId: string | null;
  readonly sourceIds: string[];
  readonly reader: string | null;
  readonly spent: number;
  readonly turns: Turn[] | null;
}

/** What a question is answered with, or the run that answers it already. `conversationId`: whose turns are wanted. */
async function findPublished(
  ctx: PublicContext,
  {
    request,
    conversationId,
    counted,
  }: {
    request: RequestName | undefined;
    conversationId: string | null;
    counted: CountedAgainst;
  },
) {
  const { id, workflowId, limits } = ctx.publication;
  const enough = AUDIENCES.filter((audience) => covers(audience, ctx.audience));
  const { visitorId, apiKeyId } = ctx.asker;
  const params = [
    ...[request?.askerId ?? null, request?.name ?? null, ctx.workspace.id],
    ...[id, workflowId, enough, limits.dailyCap !== null, visitorId, conversationId, apiKeyId],
    ...[...countParams(counted.limits), counted.onceOnly ?? false],
  ];
  const [row] = await ctx.sql.query<Published>(PUBLISHED, params, { prepared: true });
  const rate = rateOf(row?.counted ?? [], counted.limits, counted.code);
  if (row?.asked && request) return { ...sameAsked(ctx, request, row.asked), rate };
  if (!row || row.snapshotId === null) throw refuse("not-live");
  if (limits.dailyCap !== null && row.spent >= limits.dailyCap) {
    throw refuse("spent", untilTomorrow());
  }
  const { snapshotId, sourceIds, reader, turns, connections, indexes } = row;
  const looks = { connections, indexes };
  return { snapshotId, sourceIds, reader, rate, looks, turns: turns && turns.reverse() };
}

function untilTomorrow(): number {
  const now = new Date();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1) - now.getTime();
}
