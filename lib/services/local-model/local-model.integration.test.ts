import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startModelHost, type ModelHost } from "@/e2e/servers/model-host/server";
import { LOCAL_TRANSFORMERS } from "@/lib/providers/local-transformers/definition";
import { MODEL_FILES } from "@/lib/providers/local-transformers/known-models";
import {
  TINY_MODEL,
  tinyModelFiles,
  writeTinyModel,
} from "@/lib/providers/local-transformers/testing";
import { testDatabase } from "@/lib/testing/database";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { searchKnowledge } from "../knowledge/search";
import { allowHost } from "../network/allow";
import { createStore } from "../store/create";
import { listStores } from "../store/list";
import { setEmbedding } from "../store/set-embedding";
import { createWorkflow } from "../workflow/create";
import { cancelLocalModelDownload } from "./cancel";
import { downloadLocalModel } from "./download";
import { listLocalModels } from "./list";
import { removeLocalModel } from "./remove";

const MODEL = "multilingual-e5-small";
const database = testDatabase();
const input = { model: MODEL };
let dir = "";
let host: ModelHost;
let services: TestServices;
let ctx: WorkspaceContext;

beforeAll(async () => {
  const repository = "Xenova/multilingual-e5-small";
  host = await startModelHost({ repository, files: tinyModelFiles() });
  dir = await mkdtemp(path.join(tmpdir(), "groundwork-local-models-"));
  services = await testServices(database, { dir, host: host.url });
});
beforeEach(async () => {
  host.faults = {};
  ctx = await services.newWorkspace();
});
afterEach(async () => {
  for (const name of await readdir(dir)) await rm(path.join(dir, name), { recursive: true });
});
afterAll(async () => {
  await services.close();
  await host.close();
  await rm(dir, { recursive: true, force: true });
});

const allow = () => allowHost({ ctx, input: { host: "127.0.0.1", port: host.port } });
const known = async () => (await listLocalModels({ ctx })).find(({ id }) => id === MODEL);
const actions = async () => {
  const where = { workspaceId: ctx.workspace.id, entity: "local-model" };
  const events = await services.db.auditEvent.findMany({ where, orderBy: { at: "asc" } });
  return events.map(({ action }) => action);
};

describe("downloading a model to this machine", () => {
  it("shows what it will take before, and that it is ready after", async () => {
    await allow();
    expect(await known()).toMatchObject({
      state: "absent",
      bytes: 135_400_000,
      origin: { host: `127.0.0.1:${String(host.port)}`, licence: "MIT" },
    });
    await downloadLocalModel({ ctx, input });
    expect(await known()).toMatchObject({ state: "queued", download: { done: 0, total: null } });
    await services.drainJobs();
    expect(await known()).toMatchObject({ state: "ready", download: null, error: null });
    expect(await actions()).toEqual(["local-model.download"]);
  });

  it("is done once however often it is asked for", async () => {
    await allow();
    const before = host.requests.length;
    await Promise.all([1, 2, 3].map(() => downloadLocalModel({ ctx, input })));
    await services.drainJobs();
    await downloadLocalModel({ ctx, input });
    await services.drainJobs();
    const asked = host.requests.slice(before).filter((line) => line.includes("/resolve/"));
    expect(asked).toHaveLength(Object.values(MODEL_FILES).length);
    expect(await actions()).toEqual(["local-model.download"]);
  });

  it("says why it failed, and goes on when tried again", async () => {
    await downloadLocalModel({ ctx, input });
    await services.drainJobs();
    expect(await known()).toMatchObject({ state: "failed", error: { code: "outbound.blocked" } });
    await allow();
    await downloadLocalModel({ ctx, input });
    await services.drainJobs();
    expect(await known()).toMatchObject({ state: "ready" });
  });

  it("tries again by itself when the line was cut", async () => {
    await allow();
    host.faults = { cut: { file: MODEL_FILES.model, after: 100_000, times: 1 } };
    await downloadLocalModel({ ctx, input });
    await services.drainJobs();
    expect(await known()).toMatchObject({ state: "ready" });
  });

  it("can be cancelled, and leaves nothing", async () => {
    await allow();
    await downloadLocalModel({ ctx, input });
    await cancelLocalModelDownload({ ctx, input });
    await services.drainJobs();
    expect(await known()).toMatchObject({ state: "absent" });
    expect(await readdir(dir)).toEqual([]);
    expect(await actions()).toEqual(["local-model.download", "local-model.cancel"]);
  });

  it("is for known models only", async () => {
    for (const model of ["other/model", "../x", "toString"]) {
      await expect(downloadLocalModel({ ctx, input: { model } })).rejects.toMatchObject({
        code: "local-model.unknown",
      });
    }
  });
});

describe("a store that is searched with a model of this machine", () => {
  const embedding = { connectionId: LOCAL_TRANSFORMERS, model: MODEL };
  const makeStore = () => createStore({ ctx, input: { name: "Handbook" } });

  it("finds by meaning what shares no word with the question, once its new index is built", async () => {
    await writeTinyModel(path.join(dir, MODEL));
    const { storeId, sourceId } = await storeWithSource(ctx);
    await uploadText(ctx, { sourceId, name: "a.txt", text: "The printer closes at second floor." });
    await uploadText(ctx, { sourceId, name: "b.txt", text: "Everyone has vacation days." });
    await services.drainJobs();
    await setEmbedding({ ctx, input: { id: storeId, ...embedding } });
    await services.drainJobs();
    const store = (await listStores({ ctx })).find(({ id }) => id === storeId);
    expect(store).toMatchObject({ state: "ready", embedding: { ...embedding, dimension: 384 } });
    const signal = new AbortController().signal;
    const [first] = await searchKnowledge(ctx, {
      ...{ storeId, query: "Urlaub", limit: 2, reader: null },
      signal,
    });
    expect(first).toMatchObject({ documentName: "b.txt" });
    expect(await known()).toMatchObject({ stores: [store?.name] });
  });

  it("can't be given a model that isn't there", async () => {
    const { id } = await makeStore();
    await expect(setEmbedding({ ctx, input: { id, ...embedding } })).rejects.toMatchObject({
      code: "local-model.missing",
    });
  });

  it("keeps its model from being removed, in any workspace", async () => {
    const model = "shared-model";
    await writeTinyModel(path.join(dir, model), TINY_MODEL);
    const { id } = await makeStore();
    const used = { connectionId: LOCAL_TRANSFORMERS, model };
    await setEmbedding({ ctx, input: { id, ...used } });
    await expect(removeLocalModel({ ctx, input: { model } })).rejects.toMatchObject({
      code: "local-model.in-use",
      params: { store: "Handbook" },
    });
    const other = await services.newWorkspace();
    const refused: unknown = await removeLocalModel({ ctx: other, input: { model } }).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ code: "local-model.in-use-elsewhere", params: {} });
    await setEmbedding({ ctx, input: { id, connectionId: "built-in", model: "built-in" } });
    await services.drainJobs();
    await removeLocalModel({ ctx, input: { model } });
    expect(await readdir(dir)).toEqual([]);
  });
});

describe("a model that an admin put into the folder", () => {
  it("is offered, and can be removed", async () => {
    await writeTinyModel(path.join(dir, "our-model"), TINY_MODEL);
    const own = { id: "our-model", label: "our-model", state: "ready", origin: null };
    expect(await listLocalModels({ ctx })).toContainEqual(expect.objectContaining(own));
    await removeLocalModel({ ctx, input: { model: "our-model" } });
    expect(await listLocalModels({ ctx })).toHaveLength(1);
    await expect(removeLocalModel({ ctx, input: { model: "../x" } })).rejects.toMatchObject({
      code: "local-model.unknown",
    });
  });
});

/** A store that is kept in sync with a source, as the template of a workflow makes them. */
async function storeWithSource(ctx: WorkspaceContext) {
  await createWorkflow({ ctx, input: { name: "Rules", template: "answer-from-documents" } });
  const [store] = await listStores({ ctx });
  const sourceId = store?.sources[0]?.id ?? "";
  return { storeId: store?.id ?? "", sourceId };
}
