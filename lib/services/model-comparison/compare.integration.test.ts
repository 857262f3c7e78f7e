import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHAT_MODEL, type ModelApi } from "@/e2e/servers/model-api/server";
import { testDatabase } from "@/lib/testing/database";
import { answeringWorkspace, useModelApi } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import { listConnections } from "../connection/list";
import type { WorkspaceContext } from "../context";
import { setModelPolicy } from "../model-policy/set";
import { modelPolicySchema } from "../model-policy/policy";
import { compareModels, type Compared } from "./compare";

const database = testDatabase();
let services: TestServices;
let ctx: WorkspaceContext;
let api: ModelApi;
let workflowId: string;
let connectionId: string;

beforeAll(async () => {
  services = await testServices(database);
  const made = await answeringWorkspace(services);
  ({ ctx, workflowId } = made);
  api = await useModelApi(ctx, workflowId);
  connectionId = (await listConnections({ ctx }))[0]?.id ?? "";
});
afterAll(async () => {
  await api.close();
  await services.close();
});

async function compare(models: readonly string[], questions: string[], signal?: AbortSignal) {
  const choices = models.map((model) =>
    model === "built-in" ? { connectionId: model, model } : { connectionId, model },
  );
  const input = { workflowId, nodeId: "model-1", models: choices, questions };
  const results: Compared[] = [];
  for await (const one of await compareModels({ ctx, input, signal })) results.push(one);
  return results.sort((a, b) => a.question - b.question || a.model - b.model);
}

const PARKING = "Where do visitors park?";
const UNKNOWN = "Who won the regatta of 1904?";

describe("comparing models", () => {
  it("asks each question with each model, as a run would", async () => {
    const results = await compare([CHAT_MODEL, "built-in"], [PARKING, UNKNOWN]);
    expect(results.map(({ question, model }) => [question, model])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const [own, builtIn, ...unknown] = results;
    for (const one of [own, builtIn]) {
      expect(one?.answer?.outcome).toBe("answered");
      expect(one?.answer?.text).toContain("level two");
      expect(one?.answer?.citations).toBeGreaterThan(0);
    }
    expect(own?.usage?.inputTokens).toBeGreaterThan(0);
    expect(own?.cost).toBeNull();
    expect(builtIn?.cost).toBe(0);
    for (const one of unknown) expect(one.answer?.outcome).toBe("refused");
    expect(await services.db.run.count({ where: { workflowId } })).toBe(0);
  });

  it("tells of a model that fails, and goes on with the others", async () => {
    const policy = modelPolicySchema.parse({ models: { [connectionId]: [CHAT_MODEL] } });
    await setModelPolicy({ ctx, input: { policy } });
    const [good, bad] = await compare([CHAT_MODEL, "forbidden-1"], [PARKING]);
    expect(good?.answer?.outcome).toBe("answered");
    expect(bad).toMatchObject({ answer: null, error: { code: "model-policy.model" } });
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const input = {
      workflowId,
      nodeId: "model-1",
      models: [{ connectionId, model: CHAT_MODEL }],
      questions: Array.from({ length: 30 }, () => PARKING),
    };
    const before = api.calls.length;
    const results = await compareModels({ ctx, input, signal: stop.signal });
    await results.next();
    stop.abort(new Error("stopped by a test"));
    await expect(
      (async () => {
        for await (const one of results) void one;
      })(),
    ).rejects.toThrow("stopped by a test");
    expect(api.calls.length - before).toBeLessThan(10);
  });

  it("is about a Model node of the caller's own workflow", async () => {
    const models = [{ connectionId, model: CHAT_MODEL }];
    const input = { workflowId, nodeId: "router-1", models, questions: [PARKING] };
    await expect(compareModels({ ctx, input })).rejects.toMatchObject({ code: "node.not-found" });
    const stranger = await services.newWorkspace();
    await expect(
      compareModels({ ctx: stranger, input: { ...input, nodeId: "model-1" } }),
    ).rejects.toMatchObject({ code: "workflow.not-found" });
  });
});
