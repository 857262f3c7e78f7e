import "server-only";
import { sourceErrorSchema } from "./source-error";
import type { WorkspaceContext } from "../context";
import { isFailing } from "../sync/failing";
import { settingsSchema } from "./open";

/** The connections by name, with the sources that use them. No secret ever leaves the server. */
export async function listSourceConnections({ ctx }: { ctx: WorkspaceContext }) {
  const rows = await ctx.db.sourceConnection.findMany({
    where: { workspaceId: ctx.workspace.id, deletedAt: null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    include: {
      syncs: {
        where: { source: { deletedAt: null } },
        select: {
          failures: true,
          source: { select: { id: true, name: true } },
          runs: {
            orderBy: { createdAt: "desc" },
            take: 1,
            select: { endedAt: true, waitingUntil: true },
          },
        },
      },
    },
  });
  return rows.map(({ id, type, name, settings, account, error, syncs, createdAt }) => {
    const runs = syncs.flatMap((sync) => sync.runs);
    const waits = runs.flatMap(({ waitingUntil }) => waitingUntil ?? []);
    const ends = runs.flatMap(({ endedAt }) => endedAt ?? []);
    return {
      id,
      type,
      name,
      settings: settingsSchema.parse(settings),
      account,
      error: sourceErrorSchema.parse(error),
      /** The service asked to be left alone until then. */
      waitingUntil: latest(waits.filter((date) => date > new Date())),
      lastSyncAt: latest(ends),
      usedBy: syncs.map(({ source }) => source),
      /** A source of it failed again and again. */
      failing: syncs.some(({ failures }) => isFailing(failures)),
      createdAt,
    };
  });
}

function latest(dates: readonly Date[]): Date | null {
  return dates.reduce<Date | null>((last, date) => (last && last > date ? last : date), null);
}
