import "server-only";
import { z } from "zod";
import { hasPermission } from "@/lib/auth/permissions";
import type { Call, WorkspaceContext } from "../context";
import { DOCUMENT_STATUS } from "../document/status-sql";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { sourceErrorSchema } from "../source-connection/source-error";
import { SYNC_OUTCOMES } from "./note-outcomes";

const PAGE = 100;

export const syncOutcomesInput = z.object({
  runId: idSchema,
  outcome: z.enum(SYNC_OUTCOMES).nullable(),
  /** Goes on after the last of a page before. */
  cursor: z.number().int().nullish(),
});

/**
 * What a run did with each file, in the order in which it did it, and why a file that it took turned out to say nothing.
 * Names of files that not everybody may see are for those who hold the keys to the source. Throws `sync.not-found`.
 */
export async function listSyncOutcomes({
  ctx,
  input: { runId, outcome, cursor },
}: Call<z.infer<typeof syncOutcomesInput>>) {
  const workspaceId = ctx.workspace.id;
  const { sourceId, sync } = found(
    "sync",
    await ctx.db.syncRun.findFirst({
      where: { id: runId, workspaceId },
      include: { sync: { select: { source: { select: { respectsPermissions: true } } } } },
    }),
  );
  const isOpen = !sync.source.respectsPermissions;
  const named = isOpen || hasPermission(ctx.actor.role, "connections.manage");
  const rows = await ctx.db.syncOutcome.findMany({
    where: {
      runId,
      workspaceId,
      ...(outcome !== null && { outcome }),
      ...(cursor != null && { id: { gt: cursor } }),
    },
    orderBy: { id: "asc" },
    take: PAGE + 1,
    select: { id: true, remoteId: true, name: true, folder: true, outcome: true, error: true },
  });
  const shown = rows.slice(0, PAGE);
  const unread = await unreadErrors(ctx, { sourceId, rows: shown });
  return {
    outcomes: shown.map(({ remoteId, ...row }) => ({
      ...row,
      ...(!named && { name: "—", folder: "" }),
      error: sourceErrorSchema.parse(row.error),
      unread: sourceErrorSchema.parse(unread.get(remoteId)),
    })),
    next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** Why files that are here can't be answered from, by their id at the source. */
async function unreadErrors(
  ctx: WorkspaceContext,
  { sourceId, rows }: { sourceId: string; rows: readonly { remoteId: string; outcome: string }[] },
): Promise<Map<string, unknown>> {
  const taken = rows.filter(({ outcome }) => outcome !== "removed").map(({ remoteId }) => remoteId);
  const found = await ctx.sql.query<{ remote_id: string; error: unknown }>(
    `with ${DOCUMENT_STATUS}
     select item."remoteId" as remote_id, status.error
     from "SyncItem" item join status on status.id = item."documentId"
     where item."workspaceId" = $1 and item."sourceId" = $2 and item."remoteId" = any($3::text[])
       and status.state in ('failed', 'skipped')`,
    [ctx.workspace.id, sourceId, taken],
  );
  return new Map(found.map(({ remote_id, error }) => [remote_id, error]));
}
