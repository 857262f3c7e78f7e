import "server-only";
import type { ServiceContext } from "../context";
import { enqueueRun } from "./enqueue-run";

/** A sync as it has to be read for {@link hint}. */
export const HINTED = {
  sourceId: true,
  workspaceId: true,
  hintedAt: true,
  connection: { select: { error: true } },
} as const;

interface Hinted {
  readonly sourceId: string;
  readonly workspaceId: string;
  readonly hintedAt: Date | null;
  readonly connection: { readonly error: unknown };
}

/**
 * Somebody says that something changed at a source: it is synced. At most one run is at work and one after it, since of what changes
 * while a run is at work nobody knows whether it has seen it (start-due.ts). One that needs an admin is not tried on and on, and one
 * that was noted is waited for.
 */
export async function hint(
  services: ServiceContext,
  { sourceId, workspaceId, hintedAt, connection }: Hinted,
): Promise<void> {
  if (connection.error !== null || hintedAt !== null) return;
  const noted = await services.sql.query(
    `update "SourceSync" set "hintedAt" = now() where "sourceId" = $1 and exists (
       select 1 from "SyncRun" r where r."sourceId" = $1 and r."endedAt" is null) returning 1 as one`,
    [sourceId],
  );
  if (noted.length > 0) return;
  await services.db.$transaction(async (tx) => {
    const scope = { jobs: services.jobs, workspace: { id: workspaceId } };
    if (await enqueueRun(tx, scope, { sourceId })) return;
    await tx.sourceSync.updateMany({
      where: { sourceId, workspaceId },
      data: { hintedAt: new Date() },
    });
  });
}
