import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import type { ServiceContext } from "../context";
import { enqueueRun } from "./enqueue-run";

/** Of one look; the others are taken by the next. */
const MOST = 50;

/**
 * Queues a run of every source whose time has come; called from time to time by each worker. Sources whose connection needs an
 * admin wait for one. Resolves to how many there were.
 */
export async function startDueSyncs(services: ServiceContext): Promise<number> {
  const due = await services.db.sourceSync.findMany({
    where: {
      OR: [
        { nextAt: { lte: new Date() } },
        // Its service said that something changed while a run was at work.
        { hintedAt: { not: null }, runs: { none: { endedAt: null } } },
      ],
      source: { deletedAt: null },
      connection: { error: { equals: Prisma.DbNull }, deletedAt: null },
    },
    orderBy: { nextAt: "asc" },
    take: MOST,
    select: { sourceId: true, workspaceId: true },
  });
  for (const { sourceId, workspaceId } of due) {
    await services.db.$transaction((tx) =>
      enqueueRun(tx, { jobs: services.jobs, workspace: { id: workspaceId } }, { sourceId }),
    );
  }
  return due.length;
}
