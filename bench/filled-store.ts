import { EMBEDDING_MODEL } from "@/e2e/servers/model-api/server";
import { openDatabase } from "@/lib/db/client";
import { env } from "@/lib/config/env";
import type { WorkspaceContext } from "@/lib/services/context";
import { createConnection } from "@/lib/services/connection/create";
import { indexVersion } from "@/lib/services/indexing/index-version";
import { allowHost } from "@/lib/services/network/allow";
import { createDocument, createSource, createStore, createWorkflow } from "@/lib/testing/factories";
import { testServices } from "@/lib/testing/services";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { ModelServer } from "./app/servers";
import { CHUNKING, type CorpusDocument } from "./corpus";

/** A store of a new workspace, with everything that fills and searches it. */
export interface BenchStore {
  readonly ctx: WorkspaceContext;
  readonly storeId: string;
  readonly sourceId: string;
  readonly indexId: string;
  /**
   * Indexes documents as the worker does, as many at once, and resolves to the number of passages: cut, embedded,
   * stored in batches with their progress, put to use. The documents are there before the clock starts.
   */
  fill(documents: readonly CorpusDocument[]): Promise<{ passages: number; seconds: number }>;
  close(): Promise<void>;
}

/** As many as a worker works on at once. */
const AT_ONCE = 2;

/** Opens one on the server named by DATABASE_URL, with the built-in embedder or one behind a connection. */
export async function openBenchStore(model?: ModelServer): Promise<BenchStore> {
  const url = env().databaseUrl ?? "";
  const { db, sql } = openDatabase(url);
  const services = await testServices({ db, sql, url });
  const ctx = await services.newWorkspace();
  const workspaceId = ctx.workspace.id;
  const source = await createSource(db, workspaceId);
  const { store, index } = await createStore(db, workspaceId);
  const workflow = await createWorkflow(db, workspaceId);
  const ids = { workspaceId, storeId: store.id, sourceId: source.id };
  await db.storeSource.create({ data: { ...ids, workflowId: workflow.id } });
  const connected = model
    ? { connectionId: await connectModels(ctx, model), model: EMBEDDING_MODEL }
    : {};
  await db.storeIndex.update({
    where: { id: index.id },
    data: { chunking: CHUNKING, ...connected },
  });
  const passages = createPassageStore(sql);
  await passages.ensureIndex(index.id);
  const { signal } = new AbortController();

  return {
    ctx,
    storeId: store.id,
    sourceId: source.id,
    indexId: index.id,
    fill: async (documents) => {
      const waiting: string[] = [];
      for (const { title: name, text } of documents) {
        const { version } = await createDocument(db, {
          workspaceId,
          sourceId: source.id,
          name,
          text,
        });
        const versionId = version.id;
        await db.indexedVersion.create({ data: { workspaceId, indexId: index.id, versionId } });
        waiting.push(versionId);
      }
      const before = await passages.count({ indexId: index.id, workspaceId });
      const started = performance.now();
      const lane = async () => {
        for (let versionId = waiting.shift(); versionId; versionId = waiting.shift())
          await indexVersion({ ctx, input: { indexId: index.id, versionId }, signal });
      };
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
      const seconds = (performance.now() - started) / 1000;
      const after = await passages.count({ indexId: index.id, workspaceId });
      return { passages: after - before, seconds };
    },
    close: async () => {
      await passages.dropIndex(index.id);
      // The next benchmark may want a server on which nobody has registered.
      await db.workspace.delete({ where: { id: workspaceId } });
      await db.user.delete({ where: { id: ctx.actor.userId } });
      await services.close();
      await db.$disconnect();
    },
  };
}

/** Connects a workspace to the model server; resolves to the connection's id. */
export async function connectModels(
  ctx: WorkspaceContext,
  { baseUrl, apiKey }: ModelServer,
): Promise<string> {
  const { hostname, port } = new URL(baseUrl);
  await allowHost({ ctx, input: { host: hostname, port: Number(port) } });
  const { id } = await createConnection({
    ctx,
    input: { provider: "openai-compatible", name: "Zero-delay models", baseUrl, apiKey },
  });
  return id;
}
