import "server-only";
import type { ConnectorCall, ConnectorRuntime } from "@/lib/connectors/_contract/runtime";
import { syncFiltersSchema, type SyncFilters } from "@/lib/knowledge/sync/filters";
import type { WorkspaceScope } from "../context";
import { openSource } from "../source-connection/open";
import type { Lease } from "./lease";

/** A run at work, with all that its steps need; the credentials are in clear, so keep it for the run only. */
export interface RunningSync {
  readonly runId: string;
  readonly sourceId: string;
  readonly connectionId: string;
  /** Of its source. */
  readonly respectsPermissions: boolean;
  readonly permissionsAllAt: Date | null;
  readonly lease: Lease;
  readonly runtime: ConnectorRuntime;
  readonly call: ConnectorCall;
  readonly scope: unknown;
  readonly filters: SyncFilters;
  readonly confirmed: boolean;
  /** By a person: files that failed are tried again whenever it was. */
  readonly asked: boolean;
  readonly signal: AbortSignal;
}

/** The run and its source, unless it has ended or its source is gone. */
export async function findRun(ctx: WorkspaceScope, runId: string) {
  return ctx.db.syncRun.findFirst({
    where: {
      id: runId,
      workspaceId: ctx.workspace.id,
      endedAt: null,
      sync: { source: { deletedAt: null } },
    },
    include: {
      sync: {
        include: { source: { select: { respectsPermissions: true, permissionsAllAt: true } } },
      },
    },
  });
}

export type FoundRun = NonNullable<Awaited<ReturnType<typeof findRun>>>;

/** Opens its connection. Throws `source-connection.not-found`, `crypto.unreadable`. */
export async function openSync(
  ctx: WorkspaceScope,
  run: FoundRun,
  { lease, signal }: { lease: Lease; signal: AbortSignal },
): Promise<RunningSync> {
  const { definition, runtime, call } = await openSource(ctx, run.sync.connectionId, signal);
  return {
    runId: run.id,
    sourceId: run.sourceId,
    connectionId: run.sync.connectionId,
    ...run.sync.source,
    lease,
    runtime,
    call,
    scope: definition.scope.parse(run.sync.scope),
    filters: syncFiltersSchema.parse(run.sync.filters),
    confirmed: run.confirmed,
    asked: run.asked,
    signal,
  };
}
