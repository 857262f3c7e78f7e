import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  CHAT_MODEL,
  EMBEDDING_MODEL,
  RERANK_MODEL,
  startModelApi,
  type ModelApi,
} from "@/e2e/servers/model-api/server";
import { testDatabase } from "@/lib/testing/database";
import { answeringWorkspace, changeNodes } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import { createConnection } from "../connection/create";
import { deleteConnection } from "../connection/delete";
import { createModelPort } from "../connection/model-port";
import type { WorkspaceContext } from "../context";
import { openEmbedder } from "../knowledge/embedder";
import { openReranker } from "../knowledge/reranker";
import { createNamedModel } from "../named-model/create";
import { listNamedModels } from "../named-model/list";
import { allowHost } from "../network/allow";
import { createStore } from "../store/create";
import { createWorkflow } from "../workflow/create";
import { findWorkflow, readDraft } from "../workflow/find";
import { usesForbidden } from "./affected";
import { getModelPolicy } from "./get";
import { modelPolicySchema, OPEN_POLICY, type ModelPolicy } from "./policy";
import { setModelPolicy } from "./set";

const database = testDatabase();
let services: TestServices;
let ctx: WorkspaceContext;
let api: ModelApi;
let connectionId: string;

beforeAll(async () => {
  services = await testServices(database);
  api = await startModelApi();
});
beforeEach(async () => {
  ctx = await services.newWorkspace();
  await allowHost({ ctx, input: { host: "127.0.0.1", port: api.port } });
  connectionId = (await connect(ctx)).id;
});
afterAll(async () => {
  await api.close();
  await services.close();
});

const connect = (of: WorkspaceContext) =>
  createConnection({
    ctx: of,
    input: {
      provider: "openai-compatible",
      name: "Ours",
      baseUrl: api.baseUrl,
      apiKey: api.apiKey,
    },
  });
const set = (policy: Partial<ModelPolicy>) =>
  setModelPolicy({ ctx, input: { policy: modelPolicySchema.parse(policy) } });
const signal = new AbortController().signal;

async function chat(model: string): Promise<string> {
  let text = "";
  const messages = [{ role: "user", content: "Hello" }] as const;
  const port = createModelPort(ctx, [connectionId]);
  for await (const chunk of port.chat({ model: { connectionId, model }, messages, signal })) {
    if (chunk.type === "text") text += chunk.text;
  }
  return text;
}

describe("the rules about models", () => {
  it("allow everything until somebody sets some", async () => {
    expect(await getModelPolicy({ ctx })).toEqual(OPEN_POLICY);
    await expect(chat(CHAT_MODEL)).resolves.toEqual(expect.any(String));
  });

  it("stop a forbidden model before anything is sent, whatever it is used for", async () => {
    await set({ models: { [connectionId]: [CHAT_MODEL] } });
    await chat(CHAT_MODEL);
    const before = api.calls.length;
    const refused = { code: "model-policy.model", kind: "forbidden" };
    await expect(chat("other-1")).rejects.toMatchObject(refused);
    await expect(openEmbedder(ctx, { connectionId, model: EMBEDDING_MODEL })).rejects.toMatchObject(
      refused,
    );
    await expect(openReranker(ctx, { connectionId, model: RERANK_MODEL })).rejects.toMatchObject(
      refused,
    );
    await set({ models: { [connectionId]: [] } });
    await expect(chat(CHAT_MODEL)).rejects.toMatchObject(refused);
    expect(api.calls.length).toBe(before);
  });

  it("stop a forbidden provider, but never what runs here", async () => {
    await set({ providers: [] });
    await expect(chat(CHAT_MODEL)).rejects.toMatchObject({
      code: "model-policy.provider",
      params: { provider: "OpenAI-compatible" },
    });
    await expect(
      openEmbedder(ctx, { connectionId: "built-in", model: "built-in" }),
    ).resolves.toBeDefined();
  });

  it("hold in their own workspace only", async () => {
    await set({ providers: [] });
    const other = await services.newWorkspace();
    await allowHost({ ctx: other, input: { host: "127.0.0.1", port: api.port } });
    const { id } = await connect(other);
    await expect(
      openEmbedder(other, { connectionId: id, model: EMBEDDING_MODEL }),
    ).resolves.toBeDefined();
  });

  it("say what they would stop before they are set, and leave a trace when they are", async () => {
    const workflow = await createWorkflow({
      ctx,
      input: { name: "Handbook", template: "answer-from-documents" },
    });
    const params = { connectionId, model: CHAT_MODEL };
    await changeNodes(ctx, { workflowId: workflow.id, type: "model", params });
    const policy = modelPolicySchema.parse({ providers: [] });
    const affected = await usesForbidden({ ctx, input: { policy } });
    expect(affected).toMatchObject([
      { kind: "workflow", id: workflow.id, name: "Handbook", ...params },
    ]);
    await set(policy);
    const audit = await services.db.auditEvent.findMany({
      where: { workspaceId: ctx.workspace.id, action: "model-policy.set" },
    });
    expect(audit).toHaveLength(1);
  });

  it("refuse a default that could not be used", async () => {
    const chat = { connectionId, model: CHAT_MODEL };
    const defaults = { ...OPEN_POLICY.defaults, chat };
    await expect(set({ defaults, providers: [] })).rejects.toMatchObject({
      code: "model-policy.default-forbidden",
    });
    const unable = { connectionId: "local-transformers", model: "multilingual-e5-small" };
    await expect(set({ defaults: { ...defaults, chat: unable } })).rejects.toMatchObject({
      code: "model-policy.default-unable",
    });
    const foreign = await connect(await services.newWorkspace());
    await expect(
      set({ defaults: { ...defaults, chat: { ...chat, connectionId: foreign.id } } }),
    ).rejects.toMatchObject({ code: "connection.not-found" });
  });

  it("give new workflows and stores what they start with", async () => {
    const choice = { connectionId, model: CHAT_MODEL };
    const embedding = { connectionId, model: EMBEDDING_MODEL };
    const rerank = { connectionId, model: RERANK_MODEL };
    await set({ defaults: { chat: choice, judge: choice, embedding, rerank } });
    const { id } = await createWorkflow({
      ctx,
      input: { name: "Handbook", template: "answer-from-documents" },
    });
    const { nodes } = readDraft((await findWorkflow(services.db, ctx, id)).draft);
    const params = (type: string) => nodes.find((node) => node.type === type)?.params;
    expect(params("model")).toMatchObject(choice);
    expect(params("router")).toMatchObject({
      judgeConnectionId: connectionId,
      judgeModel: CHAT_MODEL,
    });
    expect(params("vector-store")).toMatchObject({
      rerankConnectionId: connectionId,
      rerankModel: RERANK_MODEL,
    });
    const store = await createStore({ ctx, input: { name: "Rules" } });
    const index = await services.db.storeIndex.findFirst({ where: { storeId: store.id } });
    expect(index).toMatchObject({ ...embedding, state: "active" });
  });

  it("forget a connection that is deleted", async () => {
    const chat = { connectionId, model: CHAT_MODEL };
    await set({
      models: { [connectionId]: [CHAT_MODEL] },
      defaults: { ...OPEN_POLICY.defaults, chat },
    });
    await deleteConnection({ ctx, input: { id: connectionId } });
    expect(await getModelPolicy({ ctx })).toEqual(OPEN_POLICY);
  });
});

describe("a model with a name", () => {
  const input = (name: string, model: string) => ({
    connectionId,
    model,
    name,
    base: { connectionId, model: CHAT_MODEL },
    trainedFor: ["tone" as const],
    contextTokens: null,
  });

  it("is listed with its base and its users, and goes with its connection", async () => {
    const made = await answeringWorkspace(services);
    ctx = made.ctx;
    connectionId = (await connect(ctx)).id;
    await createNamedModel({ ctx, input: input("Our tone", "ft:ours") });
    const params = { connectionId, model: "ft:ours" };
    await changeNodes(ctx, { workflowId: made.workflowId, type: "model", params });
    const listed = await listNamedModels({ ctx });
    expect(listed).toMatchObject([
      {
        name: "Our tone",
        connectionName: "Ours",
        base: { connectionId, model: CHAT_MODEL },
        usedBy: [{ kind: "workflow", id: made.workflowId }],
      },
    ]);
    await deleteConnection({ ctx, input: { id: connectionId } });
    expect(await listNamedModels({ ctx })).toEqual([]);
  });

  it("has a name of its own, and one name only", async () => {
    await createNamedModel({ ctx, input: input("Our tone", "ft:ours") });
    await expect(
      createNamedModel({ ctx, input: input("Our tone", "ft:other") }),
    ).rejects.toMatchObject({ code: "named-model.name-taken" });
    await expect(
      createNamedModel({ ctx, input: input("Another", "ft:ours") }),
    ).rejects.toMatchObject({ code: "named-model.exists", params: { name: "Our tone" } });
  });
});
