import type { z } from "zod";
import { S3_KEYS, startS3, type S3Server, type S3ServerOptions } from "@/e2e/servers/s3/server";
import type { WorkspaceContext } from "@/lib/services/context";
import { allowHost } from "@/lib/services/network/allow";
import { createSourceConnection } from "@/lib/services/source-connection/create";
import { DOCUMENT_STATUS } from "@/lib/services/document/status-sql";
import { createStore } from "@/lib/services/store/create";
import { createSync, createSyncInput } from "@/lib/services/sync/create";
import { startSync, startSyncInput } from "@/lib/services/sync/start";
import { viewSync } from "@/lib/services/sync/view";
import type { TestServices } from "./services";

export const BUCKET = "documents";

/** A workspace with a connection to an S3 of the test's own, which is allowed and holds an empty bucket. */
export async function connectedWorkspace(services: TestServices, options: S3ServerOptions = {}) {
  const ctx = await services.newWorkspace();
  const s3 = await startS3(options);
  s3.buckets.set(BUCKET, new Map());
  await allowHost({ ctx, input: { host: "127.0.0.1", port: s3.port } });
  const { id: connectionId } = await createSourceConnection({
    ctx,
    input: {
      type: "s3",
      name: "Company files",
      method: "keys",
      values: { ...S3_KEYS, endpoint: s3.endpoint },
    },
  });
  return { ctx, s3, connectionId };
}

export type SyncedRun = Awaited<ReturnType<typeof viewSync>>["runs"][number];

export interface SyncedSource {
  readonly ctx: WorkspaceContext;
  readonly s3: S3Server;
  readonly connectionId: string;
  readonly sourceId: string;
  readonly storeId: string;
  /** Runs a sync to its end and gives what came of it. */
  sync(more?: { confirmed?: boolean; fromStart?: boolean }): Promise<SyncedRun>;
  /** What answers could come from: the text of each document by "folder/name". */
  texts(): Promise<Record<string, string>>;
}

/** A source of such a connection that a store is kept in sync with; its first sync waits. */
export async function syncedSource(
  services: TestServices,
  {
    prefix = "",
    filters = {},
    ...options
  }: S3ServerOptions & { prefix?: string; filters?: object } = {},
): Promise<SyncedSource> {
  const { ctx, s3, connectionId } = await connectedWorkspace(services, options);
  const { id: storeId } = await createStore({ ctx, input: { name: "Everything" } });
  const input = createSyncInput.parse({
    connectionId,
    name: "Contracts",
    scope: JSON.stringify({ bucket: BUCKET, prefix }),
    label: `${BUCKET}/${prefix}`,
    filters,
    everyMinutes: null,
  });
  const { id: sourceId } = await createSync({ ctx, input });
  await linkSource(services, ctx, { storeId, sourceId });
  return {
    ctx,
    s3,
    connectionId,
    sourceId,
    storeId,
    sync: (more = {}) => syncToEnd(services, ctx, { id: sourceId, ...more }),
    texts: () => textsOf(services, { workspaceId: ctx.workspace.id, sourceId }),
  };
}

/** Syncs a source and waits for the end; gives what the run did. */
export async function syncToEnd(
  services: TestServices,
  ctx: WorkspaceContext,
  input: z.input<typeof startSyncInput>,
): Promise<SyncedRun> {
  await startSync({ ctx, input: startSyncInput.parse(input) });
  await services.drainJobs();
  const [run] = (await viewSync({ ctx, input: { id: input.id } })).runs;
  if (!run) throw new Error("There is no run.");
  return run;
}

/** As an edge of a workflow would say. */
export async function linkSource(
  services: TestServices,
  ctx: WorkspaceContext,
  { storeId, sourceId }: { storeId: string; sourceId: string },
) {
  const workspaceId = ctx.workspace.id;
  const { id: workflowId } = await services.db.workflow.create({
    data: { workspaceId, name: "Assistant", draft: { schemaVersion: 1, nodes: [], edges: [] } },
  });
  await services.db.storeSource.create({ data: { workspaceId, storeId, sourceId, workflowId } });
}

export async function textsOf(
  { sql }: TestServices,
  { workspaceId, sourceId }: { workspaceId: string; sourceId: string },
): Promise<Record<string, string>> {
  const rows = await sql.query<{ path: string; text: string }>(
    `select case when d.folder = '' then d.name else d.folder || '/' || d.name end as path, v.text
     from "Document" d join "DocumentVersion" v on v.id = d."currentVersionId"
     where d."workspaceId" = $1 and d."sourceId" = $2 and d."deletedAt" is null order by 1`,
    [workspaceId, sourceId],
  );
  return Object.fromEntries(rows.map(({ path, text }) => [path, text]));
}

/** What a source brought and nothing answers from in its newest version, and why. */
export async function unreadOf(
  { sql }: Pick<TestServices, "sql">,
  { workspaceId, sourceId }: { workspaceId: string; sourceId: string },
): Promise<Record<string, unknown>> {
  const rows = await sql.query<{ path: string; state: string; error: unknown }>(
    `with ${DOCUMENT_STATUS}
     select concat_ws('/', nullif(folder, ''), name) as path, state, error from status
     where source_id = $2 and state <> 'ready'`,
    [workspaceId, sourceId],
  );
  return Object.fromEntries(rows.map(({ path, state, error }) => [path, { state, error }]));
}
