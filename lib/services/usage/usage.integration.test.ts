import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  CHAT_MODEL,
  RERANK_MODEL,
  startModelApi,
  type ModelApi,
} from "@/e2e/servers/model-api/server";
import type { ModelPort } from "@/lib/nodes/_contract/context";
import { testDatabase } from "@/lib/testing/database";
import { answeringWorkspace, changeNodes, useModelApi } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import { createConnection } from "../connection/create";
import { listConnections } from "../connection/list";
import { createModelPort } from "../connection/model-port";
import type { WorkspaceContext } from "../context";
import { allowHost } from "../network/allow";
import { followRun } from "../run/events";
import { startRun } from "../run/start";
import { listBudgets } from "./budgets";
import { exportUsage } from "./export";
import { setBudget } from "./set-budget";
import { setPrice } from "./set-price";
import { usageSummary } from "./summary";

const database = testDatabase();
let services: TestServices;
let ctx: WorkspaceContext;
let api: ModelApi;
let connectionId: string;
let port: ModelPort;

beforeAll(async () => {
  services = await testServices(database);
  api = await startModelApi();
});
afterAll(async () => {
  await services.close();
  await api.close();
});
beforeEach(async () => {
  ctx = await services.newWorkspace();
  await allowHost({ ctx, input: { host: "127.0.0.1", port: api.port } });
  const { baseUrl, apiKey } = api;
  const input = { provider: "openai-compatible", name: '=Ours, "the"', baseUrl, apiKey };
  ({ id: connectionId } = await createConnection({ ctx, input }));
  port = createModelPort(ctx);
});

/** Asks once; the server counts 5 words of the question and the words of its answer as tokens. */
async function ask(): Promise<void> {
  const signal = new AbortController().signal;
  const messages = [{ role: "user", content: "[1] Lunch is at noon." }] as const;
  const model = { connectionId, model: CHAT_MODEL };
  for await (const chunk of port.chat({ model, messages, signal })) void chunk;
}

const summary = () => usageSummary({ ctx, input: { days: 30 } });
async function callsKept(count: number) {
  await vi.waitFor(async () => {
    const { models } = await summary();
    expect(models.reduce((sum, { calls }) => sum + calls, 0)).toBe(count);
  });
}
const price = (input: number, output: number) =>
  setPrice({ ctx, input: { connectionId, model: CHAT_MODEL, price: { input, output } } });

describe("what models used", () => {
  it("adds up by day, model and workflow, and an unknown price is not nothing", async () => {
    await ask();
    await ask();
    await callsKept(2);
    const { days, models, workflows } = await summary();
    expect(days).toHaveLength(30);
    expect(days.at(-1)).toMatchObject({ calls: 2, unpriced: 2, cost: 0 });
    expect(days.at(-1)?.day).toBe(new Date().toISOString().slice(0, 10));
    expect(models).toMatchObject([
      { connectionId, model: CHAT_MODEL, calls: 2, unpriced: 2, cost: 0, price: null },
    ]);
    expect(workflows).toMatchObject([{ workflowId: null, calls: 2, runs: 0 }]);
  });

  it("belongs to the workflow whose run asked", async () => {
    const answering = await answeringWorkspace(services);
    const model = await useModelApi(answering.ctx, answering.workflowId);
    const { workflowId } = answering;
    const [own] = await listConnections({ ctx: answering.ctx });
    const reranking = { rerankConnectionId: own?.id ?? "", rerankModel: RERANK_MODEL };
    await changeNodes(answering.ctx, { workflowId, type: "vector-store", params: reranking });
    const input = { workflowId, question: "When does the garage close?" };
    const { runId } = await startRun({ ctx: answering.ctx, input });
    const follow = { ctx: answering.ctx, input: { runId }, signal: undefined };
    for await (const event of followRun(follow)) void event;
    await vi.waitFor(async () => {
      const { workflows } = await usageSummary({ ctx: answering.ctx, input: { days: 1 } });
      expect(workflows).toMatchObject([{ workflowId, workflow: "Handbook", runs: 1, calls: 2 }]);
    });
    const ranking = await services.db.modelCall.findFirstOrThrow({
      where: { runId, model: RERANK_MODEL },
    });
    expect(ranking.workflowId).toBe(workflowId);
    expect(ranking.nodeId).toMatch(/^vector-store/);
    const row = await services.db.modelCall.findFirstOrThrow({
      where: { runId, model: CHAT_MODEL },
    });
    const run = await services.db.run.findUniqueOrThrow({ where: { id: runId } });
    expect(row).toMatchObject({ inputTokens: run.inputTokens, outputTokens: run.outputTokens });
    expect(row.nodeId).toMatch(/^model/);
    await model.close();
  });

  it("costs what people set, this month's calls without a price too", async () => {
    await ask();
    await callsKept(1);
    await price(1_000_000, 0);
    await ask();
    await callsKept(2);
    const { models } = await summary();
    const [first] = models;
    expect(first).toMatchObject({ unpriced: 0, price: { input: 1_000_000, output: 0 } });
    expect(first?.cost).toBe(first?.inputTokens);
    await setPrice({ ctx, input: { connectionId, model: CHAT_MODEL, price: null } });
    expect((await summary()).models[0]?.price).toBeNull();
  });

  it("is told apart from another workspace's", async () => {
    await ask();
    await callsKept(1);
    const other = await services.newWorkspace();
    expect((await usageSummary({ ctx: other, input: { days: 30 } })).models).toEqual([]);
    const input = { connectionId, model: CHAT_MODEL, price: { input: 1, output: 1 } };
    await expect(setPrice({ ctx: other, input })).rejects.toMatchObject({
      code: "connection.not-found",
    });
    const limit = { connectionId, monthly: 1 };
    await expect(setBudget({ ctx: other, input: limit })).rejects.toMatchObject({
      code: "connection.not-found",
    });
  });

  it("comes as CSV that no spreadsheet computes", async () => {
    await ask();
    await callsKept(1);
    const [head, line] = (await exportUsage({ ctx, input: { days: 30 } })).split("\r\n");
    expect(head).toBe("day,connection,model,workflow,calls,inputTokens,outputTokens,cost,unpriced");
    expect(line).toContain(`,"'=Ours, ""the""",${CHAT_MODEL},`);
  });
});

describe("a budget", () => {
  it("stops calls once it is spent, and not before", async () => {
    await price(1_000_000, 1_000_000);
    await setBudget({ ctx, input: { connectionId: null, monthly: 1000 } });
    await ask();
    await callsKept(1);
    const [{ spent = 0 } = {}] = await listBudgets({ ctx });
    expect(spent).toBeGreaterThan(0);
    await setBudget({ ctx, input: { connectionId, monthly: spent } });
    const before = api.calls.length;
    await expect(ask()).rejects.toMatchObject({
      code: "budget.used-up",
      params: { limit: spent },
      retryable: false,
    });
    expect(api.calls.length).toBe(before);
    await setBudget({ ctx, input: { connectionId, monthly: null } });
    await ask();
    expect(await listBudgets({ ctx })).toMatchObject([{ connectionId: null, monthly: 1000 }]);
  });
});
