import "server-only";
import { z } from "zod";
import type { PublicChannel } from "@/lib/publication/settings";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { findWorkflow } from "../workflow/find";

/** A run that took longer is slow: people begin to leave. Milliseconds. */
export const SLOW_MS = 10_000;
/** A conversation that cost more is costly. US dollars. */
export const COSTLY = 0.05;

const MARKS = ["refused", "disliked", "unverified", "failed", "slow", "costly"] as const;
const WHERE = ["outside", "editor"] as const;

export const listAllInput = z.object({
  workflowId: idSchema,
  /** Asked from outside, or by members in the editor; both without it. */
  where: z.enum(WHERE).optional(),
  /** Only those with an exchange of this kind. */
  mark: z.enum(MARKS).optional(),
  /** Part of a question, in any case. */
  search: z.string().trim().max(200).default(""),
  /** The last conversation of the page before. */
  cursor: idSchema.optional(),
  limit: z.int().min(1).max(500).default(50),
});
export type ListAll = z.output<typeof listAllInput>;

export interface ConversationSummary {
  id: string;
  /** Null for one in the editor. */
  channel: PublicChannel | null;
  /** Whoever asked, as far as somebody vouches for them; a key by its name. */
  asker: string | null;
  firstQuestion: string;
  /** When the last question was asked. */
  lastAt: Date;
  turns: number;
  refused: boolean;
  liked: boolean;
  disliked: boolean;
  /** An answer has statements that no passage backs. */
  unverified: boolean;
  failed: boolean;
  /** Milliseconds of the slowest answer; null while none has ended. */
  slowestMs: number | null;
  /** US dollars, of the calls with a known price. */
  cost: number;
}

const CONVERSATIONS = `
  with summary as (
    select c.id, c."createdAt", c.channel::text as channel, coalesce(v.name, k.name, u.name) as asker,
      (array_agg(r.question order by r."startedAt", r.id))[1] as "firstQuestion",
      max(r."startedAt") as "lastAt", count(*)::integer as turns,
      coalesce(bool_or(r.output->>'outcome' = 'refused'), false) as refused,
      coalesce(bool_or(f.value = 'up'), false) as liked,
      coalesce(bool_or(f.value = 'down'), false) as disliked,
      coalesce(bool_or(jsonb_array_length(coalesce(r.output->'unsupported', '[]'::jsonb)) > 0), false) as unverified,
      bool_or(r.status = 'failed') as failed,
      (max(extract(epoch from r."finishedAt" - r."startedAt")) * 1000)::float8 as "slowestMs",
      coalesce(sum(spent.cost), 0)::float8 as cost,
      bool_or(r.question ilike $3) as found
    from "Conversation" c
    join "Run" r on r."conversationId" = c.id and r."workspaceId" = $1
    left join "RunFeedback" f on f."runId" = r.id
    left join lateral (select sum(call.cost) as cost from "ModelCall" call where call."runId" = r.id) spent on true
    left join "Visitor" v on v.id = c."visitorId"
    left join "ApiKey" k on k.id = c."apiKeyId"
    left join "User" u on u.id = c."userId"
    where c."workspaceId" = $1 and c."workflowId" = $2 and (not c.restricted or c."userId" = $8)
      and ($4::boolean is null or (c."publicationId" is not null) = $4)
      and ($5::text is null or (c."createdAt", c.id) <
        (select last."createdAt", last.id from "Conversation" last where last.id = $5 and last."workspaceId" = $1))
    group by c.id, v.name, k.name, u.name
  )
  select * from summary where found and case $6::text
      when 'refused' then refused
      when 'disliked' then disliked
      when 'unverified' then unverified
      when 'failed' then failed
      when 'slow' then "slowestMs" > ${String(SLOW_MS)}
      when 'costly' then cost > ${String(COSTLY)}
      else true end
  order by "createdAt" desc, id desc limit $7`;

/**
 * The conversations that anybody had with a workflow, but for those of others about documents that not everybody may
 * read, newest first, with what is worth a look in each; `next` is the
 * cursor of the following page. Throws `workflow.not-found`.
 */
export async function listAll({ ctx, input }: Call<ListAll>) {
  await findWorkflow(ctx.db, ctx, input.workflowId);
  const outside = input.where === undefined ? null : input.where === "outside";
  const rows = await ctx.sql.query<ConversationSummary & { createdAt: Date; found: boolean }>(
    CONVERSATIONS,
    [
      ctx.workspace.id,
      input.workflowId,
      `%${input.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
      outside,
      input.cursor ?? null,
      input.mark ?? null,
      input.limit + 1,
      ctx.actor.userId,
    ],
  );
  const items = rows
    .slice(0, input.limit)
    .map(({ createdAt: _, found: __, ...item }): ConversationSummary => item);
  return { items, next: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null };
}
