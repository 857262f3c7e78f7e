import "server-only";
import { syncFiltersSchema } from "@/lib/knowledge/sync/filters";
import { PERMISSIONS_COUNT_HOURS } from "@/lib/vector-stores/postgres/visibility";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { found } from "../not-found";
import { sourceErrorSchema } from "../source-connection/source-error";
import { definitionOf } from "../source-connection/open";
import { countOutcomes } from "./end-run";
import { isFailing } from "./failing";
import { readSchedule } from "./schedule";
import { publicOrigin } from "./watch-address";

/** How a source is kept in sync, its connection, and its runs, the newest first. Throws `sync.not-found`. */
export async function viewSync({ ctx, input: { id } }: Call<ById>) {
  const sync = found(
    "sync",
    await ctx.db.sourceSync.findFirst({
      where: { sourceId: id, workspaceId: ctx.workspace.id, source: { deletedAt: null } },
      include: {
        source: {
          select: { name: true, type: true, respectsPermissions: true, permissionsReadAt: true },
        },
        connection: { select: { id: true, name: true, error: true } },
        watches: { where: { until: { gt: new Date() } }, select: { until: true } },
        runs: { orderBy: [{ createdAt: "desc" }, { id: "desc" }] },
      },
    }),
  );
  const { source, connection, label, nextAt, runs, failures } = sync;
  const [newest] = runs;
  const live = newest && newest.endedAt === null ? await countOutcomes(ctx.db, newest.id) : {};
  return {
    id,
    name: source.name,
    type: source.type,
    respectsPermissions: source.respectsPermissions,
    permissionsReadAt: source.permissionsReadAt,
    /** Whether what was read then counts still. */
    permissionsCount: permissionsCount(source.permissionsReadAt),
    label,
    filters: syncFiltersSchema.parse(sync.filters),
    ...readSchedule(sync),
    nextAt,
    /** Runs that failed one after the other. */
    failures,
    failing: isFailing(failures),
    watch: {
      possible: definitionOf(source.type).abilities.tells,
      reachable: publicOrigin() !== null,
      /** Until then its service tells of changes; null where it doesn't. */
      until: sync.watches[0]?.until ?? null,
      error: sourceErrorSchema.parse(sync.watchError),
    },
    /** Whether others may say that something changed, and when they last did; null for no. */
    calls: sync.callSecretHash === null ? null : { at: sync.calledAt },
    connection: { ...connection, error: sourceErrorSchema.parse(connection.error) },
    runs: runs.map(({ workspaceId, sourceId, ...run }, index) => {
      void workspaceId;
      void sourceId;
      return { ...run, ...(index === 0 && live), error: sourceErrorSchema.parse(run.error) };
    }),
  };
}

function permissionsCount(readAt: Date | null): boolean {
  return readAt !== null && Date.now() - readAt.getTime() < PERMISSIONS_COUNT_HOURS * 3_600_000;
}
