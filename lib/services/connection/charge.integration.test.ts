import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import {
  CHAT_MODEL,
  EMBEDDING_MODEL,
  RERANK_MODEL,
  startModelApi,
  type ModelApi,
} from "@/e2e/servers/model-api/server";
import { testDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { openEmbedder } from "../knowledge/embedder";
import { openReranker } from "../knowledge/reranker";
import { allowHost } from "../network/allow";
import { setBudget } from "../usage/set-budget";
import { createModelPort } from "./model-port";
import { breakers } from "./breaker";
import { createConnection } from "./create";
import { listConnections } from "./list";
import { setLimits } from "./set-limits";
import { testConnection } from "./test";

const database = testDatabase();
const { signal } = new AbortController();
let services: TestServices;
let ctx: WorkspaceContext;
let api: ModelApi;
let connectionId: string;

beforeAll(async () => {
  services = await testServices(database);
});
beforeEach(async () => {
  ctx = await services.newWorkspace();
  api = await startModelApi();
  await allowHost({ ctx, input: { host: "127.0.0.1", port: api.port } });
  const { baseUrl, apiKey } = api;
  const input = { provider: "openai-compatible", name: "Ours", baseUrl, apiKey };
  connectionId = (await createConnection({ ctx, input })).id;
});
afterEach(() => api.close());
afterAll(() => services.close());

const embed = async (texts: string[]) => {
  const embedder = await openEmbedder(ctx, { connectionId, model: EMBEDDING_MODEL });
  return embedder.embed(texts, { signal, purpose: "passage" });
};
const rerank = async (texts: string[]) => {
  const reranker = await openReranker(ctx, { connectionId, model: RERANK_MODEL });
  return reranker.rerank("When does it close?", texts, { signal });
};
/** What was accounted for, once it is as much as that. */
const accounted = (count: number) =>
  vi.waitFor(async () => {
    const calls = await services.db.modelCall.findMany({ where: { connectionId } });
    expect(calls).toHaveLength(count);
    return calls;
  });

it("counts embeddings by what the service says, rankings by an estimate, and the test of a key", async () => {
  await embed(["one two three", "four"]);
  const [embedding] = await accounted(1);
  expect(embedding).toMatchObject({ model: EMBEDDING_MODEL, outputTokens: 0, workflowId: null });
  expect(embedding?.inputTokens).toBeGreaterThan(0);
  await rerank(["The garage closes at nine.", "Visitors park on level two."]);
  const ranking = (await accounted(2)).find(({ model }) => model === RERANK_MODEL);
  expect(ranking?.inputTokens).toBeGreaterThan(10);
  await testConnection({ ctx, input: { id: connectionId }, signal });
  expect(await accounted(3)).toContainEqual(expect.objectContaining({ model: CHAT_MODEL }));
  const [listed] = await listConnections({ ctx });
  expect(listed?.spent).toEqual({ calls: 3, cost: 0, unpriced: 3 });
});

it("counts nothing for a call that failed", async () => {
  api.control({ fail: { mode: "status", status: 503 } });
  await expect(embed(["one"])).rejects.toMatchObject({ code: "model.unavailable" });
  await embed(["one"]);
  await accounted(1);
});

it("lets no embedding or ranking go over the limits of a key", async () => {
  const limits = { maxConcurrent: 2, tokensPerMinute: null };
  await setLimits({ ctx, input: { id: connectionId, ...limits } });
  api.control({ delayMs: 100 });
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, api.calls.filter(({ closed }) => !closed).length);
  }, 10);
  await Promise.all([embed(["a"]), embed(["b"]), rerank(["c"]), rerank(["d"]), embed(["e"])]);
  clearInterval(watch);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(2);
  const turns = await services.db.modelTurn.findMany({ where: { connectionId } });
  expect(turns).toHaveLength(5);
});

it("asks for nothing once the month's budget is spent", async () => {
  await setBudget({ ctx, input: { connectionId, monthly: 0.01 } });
  await services.db.modelCall.create({
    data: {
      ...{ workspaceId: ctx.workspace.id, connectionId, model: CHAT_MODEL },
      ...{ inputTokens: 1, outputTokens: 1, cost: 0.02 },
    },
  });
  await expect(embed(["one"])).rejects.toMatchObject({ code: "budget.used-up" });
  await expect(rerank(["one"])).rejects.toMatchObject({ code: "budget.used-up" });
  expect(api.calls).toEqual([]);
});

it("tells with a connection which of its models are left alone, and what it cost", async () => {
  api.control({ fail: { mode: "status", times: 5 } });
  const port = createModelPort(ctx);
  const model = { connectionId, model: CHAT_MODEL };
  const messages = [{ role: "user", content: "?" }] as const;
  for (let tries = 0; tries < 5; tries += 1) {
    const chat = port.chat({ model, messages, signal })[Symbol.asyncIterator]();
    await expect(chat.next()).rejects.toMatchObject({ code: "model.unavailable" });
  }
  const [listed] = await listConnections({ ctx });
  expect(listed?.unwell).toMatchObject([
    { model: CHAT_MODEL, error: { code: "model.unavailable" } },
  ]);
  expect(listed?.unwell[0]?.until).toBeGreaterThan(Date.now());
  breakers.of(connectionId, CHAT_MODEL).succeeded();
  expect((await listConnections({ ctx }))[0]).toMatchObject({ unwell: [] });
});
