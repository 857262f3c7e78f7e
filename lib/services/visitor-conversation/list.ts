import "server-only";
import { z } from "zod";
import { CHANNELS, type PublicChannel } from "@/lib/publication/settings";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { findWorkflow } from "../workflow/find";

export const CONCERNS = ["refused", "down", "unverified", "slow", "costly"] as const;

export const listVisitorConversationsInput = z.object({
  workflowId: idSchema,
  /** Only conversations in which that happened at least once. */
  concern: z.enum(CONCERNS).nullable().default(null),
  channel: z.enum(CHANNELS).nullable().default(null),
  /** Milliseconds since 1970 and id of the last one of the page before. */
  after: z.object({ at: z.number(), id: idSchema }).nullable().default(null),
});

/** From here on an answer counts as slow (milliseconds) and as costly (US dollars). */
export const SLOW_MS = 10_000;
export const COSTLY = 0.05;
const PAGE = 50;

export interface VisitorConversation {
  readonly id: string;
  readonly channel: PublicChannel;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** As somebody vouched for; null for a nameless visitor or a program. */
  readonly visitor: string | null;
  readonly firstQuestion: string;
  readonly questions: number;
  readonly refused: boolean;
  readonly down: boolean;
  readonly unverified: boolean;
  /** Of the longest answer, in milliseconds. */
  readonly slowestMs: number;
  /** US dollars, as far as prices are known. */
  readonly cost: number;
}

const LIST = `
  select * from (
    select conversation.id, conversation.channel::text as channel,
      (extract(epoch from conversation."createdAt") * 1000)::float8 as at, max(visitor.name) as visitor,
      (array_agg(run.question order by run."startedAt", run.id))[1] as "firstQuestion",
      count(*)::integer as questions,
      coalesce(bool_or(run.output->>'outcome' = 'refused'), false) as refused,
      coalesce(bool_or(feedback.value = 'down'), false) as down,
      coalesce(bool_or(jsonb_array_length(coalesce(run.output->'unsupported', '[]')) > 0), false) as unverified,
      coalesce(max(extract(epoch from run."finishedAt" - run."startedAt") * 1000), 0)::float8 as "slowestMs",
      coalesce(sum(spent.cost), 0)::float8 as cost
    from "Conversation" conversation
    join "Run" run on run."conversationId" = conversation.id and run."workspaceId" = $1
    left join "Visitor" visitor on visitor.id = conversation."visitorId" and visitor."workspaceId" = $1
    left join "RunFeedback" feedback on feedback."runId" = run.id and feedback."workspaceId" = $1
    left join lateral (
      select sum(cost) as cost from "ModelCall" call where call."runId" = run.id and call."workspaceId" = $1
    ) spent on true
    where conversation."workspaceId" = $1 and conversation."workflowId" = $2
      and conversation."publicationId" is not null
      and ($3::text is null or conversation.channel = $3::"Channel")
    group by conversation.id
  ) listed
  where ($4::text is null or case $4::text
      when 'refused' then refused when 'down' then down when 'unverified' then unverified
      when 'slow' then "slowestMs" >= $5 else cost >= $6 end)
    and ($7::float8 is null or (at, id) < ($7::float8, $8::text))
  order by at desc, id desc limit ${String(PAGE)}`;

/** What was asked from outside, newest first, by the page. Throws `workflow.not-found`. */
export async function listVisitorConversations({
  ctx,
  input,
}: Call<z.infer<typeof listVisitorConversationsInput>>): Promise<VisitorConversation[]> {
  const { workflowId, channel, concern, after } = input;
  await findWorkflow(ctx.db, ctx, workflowId);
  return ctx.sql.query<VisitorConversation>(LIST, [
    ctx.workspace.id,
    workflowId,
    channel,
    concern,
    SLOW_MS,
    COSTLY,
    after?.at ?? null,
    after?.id ?? null,
  ]);
}
