import type { z } from "zod";
import { S3_KEYS, startS3, type S3Server, type S3ServerOptions } from "@/e2e/servers/s3/server";
import type { S3Keys } from "@/e2e/servers/s3/signature";
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
  const connectionId = await connectTo(ctx, { endpoint: s3.endpoint, keys: S3_KEYS });
  return { ctx, s3, connectionId };
}

async function connectTo(
  ctx: WorkspaceContext,
  { endpoint, keys }: { endpoint: string; keys: S3Keys },
): Promise<string> {
  await allowHost({ ctx, input: { host: "127.0.0.1", port: Number(new URL(endpoint).port) } });
  const { id } = await createSourceConnection({
    ctx,
    input: { type: "s3", name: "Company files", method: "keys", values: { ...keys, endpoint } },
  });
  return id;
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
  return {
    ...(await sourceOf(services, { ctx, connectionId, bucket: BUCKET, prefix, filters })),
    s3,
  };
}

/** The same of a bucket on a server that was started elsewhere. */
export async function sourceInBucket(
  services: TestServices,
  { endpoint, keys, bucket }: { endpoint: string; keys: S3Keys; bucket: string },
): Promise<Omit<SyncedSource, "s3">> {
  const ctx = await services.newWorkspace();
  const connectionId = await connectTo(ctx, { endpoint, keys });
  return sourceOf(services, { ctx, connectionId, bucket, prefix: "", filters: {} });
}

async function sourceOf(
  services: TestServices,
  {
    ctx,
    connectionId,
    bucket,
    prefix,
    filters,
  }: {
    ctx: WorkspaceContext;
    connectionId: string;
    bucket: string;
    prefix: string;
    filters: object;
  },
): Promise<Omit<SyncedSource, "s3">> {
  const { id: storeId } = await createStore({ ctx, input: { name: "Everything" } });
  const input = createSyncInput.parse({
    connectionId,
    name: "Contracts",
    scope: JSON.stringify({ bucket, prefix }),
    label: `${bucket}/${prefix}`,
    filters,
    everyMinutes: null,
  });
  const { id: sourceId } = await createSync({ ctx, input });
  await linkSource(services, ctx, { storeId, sourceId });
  return {
    ctx,
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
