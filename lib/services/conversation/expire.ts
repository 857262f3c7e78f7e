import "server-only";
import type { ServiceContext } from "../context";
import { removeConversations } from "./remove";

/** At most this many at once; the rest comes the next time. */
const BATCH = 200;

const OVERDUE = `
  select c.id, c."workspaceId" from "Conversation" c
  join "Publication" p on p.id = c."publicationId" and p."retentionDays" is not null
  where not exists (
    select 1 from "Run" r where r."conversationId" = c.id
      and (r.status = 'running' or r."startedAt" > now() - make_interval(days => p."retentionDays")))
    and c."createdAt" <= now() - make_interval(days => p."retentionDays")
  limit $1`;

/** Files that filled in a form, with what they held. */
const FORGET_BATCHES = `
  delete from "FormBatch" b using "Publication" p
  where p.id = b."publicationId" and p."retentionDays" is not null and b."endedAt" is not null
    and b."endedAt" < now() - make_interval(days => p."retentionDays")`;

/**
 * Deletes the conversations from outside in which nothing was asked for as long as their publication keeps them, in
 * whatever workspace. Returns how many there were.
 */
export async function expireConversations(ctx: ServiceContext): Promise<number> {
  const overdue = await ctx.sql.query<{ id: string; workspaceId: string }>(OVERDUE, [BATCH]);
  await ctx.sql.query(FORGET_BATCHES, []);
  return removeConversations(ctx, overdue);
}
