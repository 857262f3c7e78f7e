import "server-only";
import { connectorRuntimes } from "@/lib/connectors/registry.server";
import { isConnectorType } from "@/lib/connectors/catalog";
import { hashSecret, newSecret } from "@/lib/crypto/secret";
import { isAppError } from "@/lib/errors/app-error";
import { writeJson } from "@/lib/db/json";
import { Prisma } from "@/lib/db/generated/client";
import { log } from "@/lib/telemetry/log";
import type { ServiceContext, WorkspaceScope } from "../context";
import { openSource } from "../source-connection/open";
import { publicOrigin, watchAddress } from "./watch-address";

/** Watches that end sooner are replaced. */
const EARLY_MS = 12 * 3_600_000;
/** One that could not be made is tried again after this. */
const AGAIN_SECONDS = 600;
const TIMEOUT_MS = 30_000;
/** Of one look; the others are taken by the next. */
const MOST = 20;

/**
 * Asks the services of all sources with a schedule to tell of changes, and again before they forget it; called from time to time by
 * each worker. Does nothing where no service could reach this installation. Resolves to how many were asked.
 */
export async function renewWatches(
  services: ServiceContext,
  origin: string | null = publicOrigin(),
): Promise<number> {
  if (origin === null) return 0;
  const due = await services.sql.query<{ sourceId: string; workspaceId: string }>(DUE, [
    EARLY_MS / 1000,
    AGAIN_SECONDS,
    Object.keys(connectorRuntimes).filter(
      (type) => isConnectorType(type) && connectorRuntimes[type].watching,
    ),
    MOST,
  ]);
  for (const { sourceId, workspaceId } of due) {
    const ctx = { ...services, workspace: { id: workspaceId } };
    const error = await watch(ctx, sourceId, origin).then(() => null, reasonOf);
    await ctx.db.sourceSync.updateMany({
      where: { sourceId, workspaceId },
      data: { watchError: error === null ? Prisma.DbNull : writeJson(error) },
    });
  }
  return due.length;
}

/** Those that were found are taken: no other worker asks for them now. */
const DUE = `
  update "SourceSync" set "watchTriedAt" = now() where "sourceId" in (
    select s."sourceId" from "SourceSync" s
    join "Source" source on source.id = s."sourceId" and source."deletedAt" is null
    join "SourceConnection" c on c.id = s."connectionId" and c."deletedAt" is null and c.error is null
    where (s."everyMinutes" is not null or s."atTimes" is not null) and c.type = any($3)
      and (s."watchTriedAt" is null or s."watchTriedAt" < now() - make_interval(secs => $2))
      and not exists (select 1 from "SyncWatch" w where w."sourceId" = s."sourceId"
        and w.until > now() + make_interval(secs => $1))
    limit $4 for update of s skip locked)
  returning "sourceId", "workspaceId"`;

/** The row is there before the service is asked, since it may want to see at once that the address is ours. */
async function watch(ctx: WorkspaceScope, sourceId: string, origin: string): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const sync = await ctx.db.sourceSync.findFirstOrThrow({ where: { sourceId, workspaceId } });
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const { definition, runtime, call } = await openSource(ctx, sync.connectionId, signal);
  const { watching } = runtime;
  if (!watching) return;
  const secret = newSecret();
  const { id } = await ctx.db.syncWatch.create({
    data: { workspaceId, sourceId, secretHash: hashSecret(secret) },
    select: { id: true },
  });
  try {
    const scope = definition.scope.parse(sync.scope);
    const address = watchAddress(origin, { type: definition.type, id });
    const made = await watching.start(call, { scope, address, secret });
    await ctx.db.syncWatch.updateMany({ where: { id, workspaceId }, data: made });
  } catch (error) {
    await ctx.db.syncWatch.deleteMany({ where: { id, workspaceId } });
    throw error;
  }
  const older = await ctx.db.syncWatch.findMany({
    where: { sourceId, workspaceId, id: { not: id } },
    select: { id: true, handle: true },
  });
  for (const { id: before, handle } of older) {
    // It ends by itself where it can't be ended.
    if (handle !== null) await watching.stop(call, handle).catch(reasonOf);
    await ctx.db.syncWatch.deleteMany({ where: { id: before, workspaceId } });
  }
}

function reasonOf(error: unknown) {
  log().warn({ err: error }, "a source can't tell of changes");
  return isAppError(error)
    ? { code: error.code, params: error.params }
    : { code: "internal", params: {} };
}
