import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  CHAT_MODEL,
  EMBEDDING_MODEL,
  startModelApi,
  type ModelApi,
} from "@/e2e/servers/model-api/server";
import { testDatabase } from "@/lib/testing/database";
import { changeNodes } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { createNamedModel } from "../named-model/create";
import { allowHost } from "../network/allow";
import { removeAllowedHost } from "../network/remove";
import { createStore } from "../store/create";
import { setEmbedding } from "../store/set-embedding";
import { createWorkflow } from "../workflow/create";
import { createConnection, createConnectionInput } from "./create";
import { deleteConnection } from "./delete";
import { listConnections } from "./list";
import { createModelPort } from "./model-port";
import { openConnection } from "./open";
import { testConnection } from "./test";
import { updateConnection } from "./update";

const database = testDatabase();
const KEY = "sk-0123456789abcdefghijklmnop-last";
let services: TestServices;
let ctx: WorkspaceContext;
let api: ModelApi;

beforeAll(async () => {
  services = await testServices(database);
});
beforeEach(async () => {
  ctx = await services.newWorkspace();
  api = await startModelApi({ apiKey: KEY });
});
afterEach(() => api.close());
afterAll(() => services.close());

const create = (apiKey?: string) =>
  createConnection({
    ctx,
    input: { provider: "openai-compatible", name: "Ours", baseUrl: api.baseUrl, apiKey },
  });
const allow = () => allowHost({ ctx, input: { host: "127.0.0.1", port: api.port } });
const test = (id: string) => testConnection({ ctx, input: { id }, signal: undefined });

describe("a connection's key", () => {
  it("is sealed in the database and never comes back, but for its end", async () => {
    const { id } = await create(KEY);
    const [listed] = await listConnections({ ctx });
    expect(listed).toMatchObject({ id, keyHint: "last" });
    expect(JSON.stringify(listed)).not.toContain(KEY);
    const row = await services.db.modelConnection.findUniqueOrThrow({
      where: { id },
      omit: { sealedKey: false },
    });
    expect(row.sealedKey).not.toContain(KEY);
    const audit = await services.db.auditEvent.findMany({
      where: { workspaceId: ctx.workspace.id },
    });
    expect(JSON.stringify(audit)).not.toContain(KEY);
    expect((await openConnection(ctx, id)).connection.apiKey).toBe(KEY);
  });

  it("does not follow its connection to another address", async () => {
    const { id } = await create(KEY);
    await updateConnection({ ctx, input: { id, name: "Renamed" } });
    expect((await openConnection(ctx, id)).connection.apiKey).toBe(KEY);
    await updateConnection({ ctx, input: { id, baseUrl: "https://elsewhere.example/v1" } });
    expect((await openConnection(ctx, id)).connection.apiKey).toBeNull();
  });

  it("does not open in another row", async () => {
    const [one, two] = [await create(KEY), await create("sk-another")];
    await services.sql.query(
      `UPDATE "ModelConnection" SET "sealedKey" =
         (SELECT "sealedKey" FROM "ModelConnection" WHERE id = $1) WHERE id = $2`,
      [one.id, two.id],
    );
    await expect(openConnection(ctx, two.id)).rejects.toMatchObject({ code: "crypto.unreadable" });
  });
});

describe("headers of one's own", () => {
  const headers = { "X-Team": "canary-header-123", "x-env": "prod" };
  const stored = { "x-team": "canary-header-123", "x-env": "prod" };
  const settings = { provider: "openai-compatible", name: "Gateway", apiKey: KEY };
  const opened = async (id: string) => (await openConnection(ctx, id)).connection.headers;
  const make = async () => {
    const input = { ...settings, baseUrl: api.baseUrl, headers };
    return createConnection({ ctx, input: createConnectionInput.parse(input) });
  };

  it("are sealed, and only their names come back", async () => {
    const { id } = await make();
    expect(await opened(id)).toEqual(stored);
    const listed = await listConnections({ ctx });
    expect(listed).toMatchObject([{ id, headerNames: ["x-env", "x-team"] }]);
    const row = await services.db.modelConnection.findUniqueOrThrow({
      where: { id },
      omit: { sealedHeaders: false },
    });
    const audit = await services.db.auditEvent.findMany({
      where: { workspaceId: ctx.workspace.id },
    });
    expect(JSON.stringify([listed, row, audit])).not.toContain("canary-header");
    await deleteConnection({ ctx, input: { id } });
    const gone = await services.db.modelConnection.findUniqueOrThrow({
      where: { id },
      omit: { sealedHeaders: false },
    });
    expect(gone).toMatchObject({ sealedHeaders: null, headerNames: [] });
  });

  it("stay until others come, and do not follow to another address", async () => {
    const { id } = await make();
    await updateConnection({ ctx, input: { id, name: "Renamed" } });
    expect(await opened(id)).toEqual(stored);
    await updateConnection({ ctx, input: { id, headers: { "x-only": "this-one" } } });
    expect(await opened(id)).toEqual({ "x-only": "this-one" });
    await updateConnection({ ctx, input: { id, baseUrl: "https://elsewhere.example/v1" } });
    expect(await opened(id)).toEqual({});
  });

  it.each([
    ["host", "elsewhere.example"],
    ["content-length", "0"],
    ["x y", "a"],
    ["x-a", "one\r\nx-b: two"],
    ["x-a", "é"],
  ])("refuses %s: %j", (name, value) => {
    const input = { ...settings, baseUrl: api.baseUrl, headers: { [name]: value } };
    expect(createConnectionInput.safeParse(input).success).toBe(false);
  });
});

describe("testing a connection", () => {
  it("reaches a private host only while an admin allows it", async () => {
    const { id } = await create(KEY);
    await expect(test(id)).rejects.toMatchObject({ code: "outbound.blocked" });
    expect(api.calls).toEqual([]);
    await allow();
    const tested = await test(id);
    expect(tested.models).toContainEqual({ id: CHAT_MODEL });
    expect(tested.tried).toEqual({ model: CHAT_MODEL, error: null });
    await removeAllowedHost({ ctx, input: { host: "127.0.0.1", port: api.port } });
    await expect(test(id)).rejects.toMatchObject({ code: "outbound.blocked" });
  });

  it("tells that a key lists models and may not use them", async () => {
    await allow();
    const { id } = await create(KEY);
    api.control({ fail: { mode: "quota", on: "/v1/chat/completions" } });
    const { models, tried } = await test(id);
    expect(models).not.toEqual([]);
    expect(tried).toMatchObject({ model: CHAT_MODEL, error: { code: "model.quota-used-up" } });
  });

  it("tells a wrong key from a working one", async () => {
    await allow();
    const { id } = await create("sk-wrong-wrong-wrong-wrong");
    const error: unknown = await test(id).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: expect.any(String) as string });
    expect(JSON.stringify(error)).not.toContain("sk-wrong");
  });

  it("knows the usual address of a provider, and asks for the key it needs", async () => {
    const input = { provider: "mistral", name: "Mistral" };
    await expect(createConnection({ ctx, input })).rejects.toMatchObject({
      code: "connection.key-required",
    });
    const { id } = await createConnection({ ctx, input: { ...input, apiKey: KEY } });
    const { connection } = await openConnection(ctx, id);
    expect(connection).toMatchObject({ baseUrl: "https://api.mistral.ai/v1", apiKey: KEY });
  });

  it("completes what the service says of its models", async () => {
    const well = await startModelApi({ apiKey: KEY, alsoLists: ["gpt-4o-mini-2024-07-18"] });
    const { baseUrl, port } = well;
    await allowHost({ ctx, input: { host: "127.0.0.1", port } });
    const settings = { name: "Both", baseUrl, apiKey: KEY };
    const listed = async (provider: string) => {
      const { id } = await createConnection({ ctx, input: { provider, ...settings } });
      const { models } = await test(id);
      return models.find((model) => model.id.startsWith("gpt"));
    };
    expect(await listed("openai")).toMatchObject({ kind: "chat", vision: true, price: {} });
    expect(await listed("openai-compatible")).toEqual({ id: "gpt-4o-mini-2024-07-18" });
    await well.close();
  });

  it.each(["built-in", "no-such", "toString"])("connects nothing to %s", async (provider) => {
    const input = { provider, name: "Nothing", baseUrl: "https://host.example/v1" };
    await expect(createConnection({ ctx, input })).rejects.toMatchObject({
      code: "connection.unknown-provider",
    });
  });

  it.each(["ftp://host/v1", "not an address", "https://user:secret@host/v1"])(
    "needs an address of the web: %s",
    async (baseUrl) => {
      const input = { provider: "openai-compatible", name: "Bad", baseUrl };
      await expect(createConnection({ ctx, input })).rejects.toMatchObject({
        code: "connection.bad-url",
      });
    },
  );
});

describe("how much a model reads", () => {
  it("is what people said, else what is known of it or its base, else what its name tells", async () => {
    const settings = { provider: "openai", name: "OpenAI", apiKey: KEY };
    const { id: connectionId } = await createConnection({ ctx, input: settings });
    const name = (model: string, known: object) => {
      const none = { base: null, trainedFor: [], contextTokens: null };
      return createNamedModel({
        ctx,
        input: { connectionId, model, name: model, ...none, ...known },
      });
    };
    await name("said", { contextTokens: 5000 });
    await name("of-a-base", { base: { connectionId, model: "gpt-4.1-mini" } });
    const port = createModelPort(ctx, [connectionId]);
    const windows = ["said", "of-a-base", "gpt-5-mini", "gemma-of-ours", "no-idea"].map((model) =>
      port.contextWindow({ connectionId, model }),
    );
    expect(await Promise.all(windows)).toEqual([5000, 1_000_000, 400_000, 8000, 16_384]);
    const gone = { connectionId: "nowhere", model: "gpt-4o" };
    expect(await port.contextWindow(gone)).toBe(128_000);
  });
});

describe("removing a connection", () => {
  it("names the workflows that use it, and takes the key with it", async () => {
    const { id } = await create(KEY);
    const workflow = await createWorkflow({
      ctx,
      input: { name: "Handbook", template: "answer-from-documents" },
    });
    await changeNodes(ctx, {
      workflowId: workflow.id,
      type: "model",
      params: { connectionId: id, model: CHAT_MODEL },
    });
    const [listed] = await listConnections({ ctx });
    expect(listed?.usedBy).toEqual([
      {
        ...{ kind: "workflow", id: workflow.id, name: "Handbook" },
        nodes: [{ id: "model-1", name: "Model" }],
      },
    ]);
    await deleteConnection({ ctx, input: { id } });
    expect(await listConnections({ ctx })).toEqual([]);
    const row = await services.db.modelConnection.findUniqueOrThrow({
      where: { id },
      omit: { sealedKey: false },
    });
    expect(row).toMatchObject({ sealedKey: null, keyHint: null });
  });

  it("is refused while a store is searched with it", async () => {
    const { id } = await create(KEY);
    const store = await createStore({ ctx, input: { name: "Rules" } });
    const embedding = { id: store.id, connectionId: id, model: EMBEDDING_MODEL };
    await setEmbedding({ ctx, input: embedding });
    await expect(deleteConnection({ ctx, input: { id } })).rejects.toMatchObject({
      code: "connection.embeds",
      params: { store: "Rules" },
    });
  });
});
