import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { CHAT_MODEL, startModelApi, type ModelApi } from "@/e2e/servers/model-api/server";
import type { RunEvent } from "@/lib/graph/run-events";
import { testDatabase } from "@/lib/testing/database";
import { answeringWorkspace, changeNodes } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import { allowHost } from "../network/allow";
import { followRun } from "../run/events";
import { startRun } from "../run/start";
import { createConnection } from "./create";

const database = testDatabase();
let services: TestServices;
let world: Awaited<ReturnType<typeof answeringWorkspace>>;
let api: ModelApi;

beforeAll(async () => {
  services = await testServices(database);
});
beforeEach(async () => {
  world = await answeringWorkspace(services);
  api = await startModelApi();
});
afterEach(() => api.close());
afterAll(() => services.close());

const FIELDS = [{ name: "closes", type: "text", description: "When", required: true, choices: [] }];

/** Asks a workflow that fills in fields with a model at a kind of service; its last event, and what the service was sent. */
async function fillWith(provider: string) {
  const { ctx, workflowId } = world;
  await allowHost({ ctx, input: { host: "127.0.0.1", port: api.port } });
  const { baseUrl, apiKey } = api;
  const { id } = await createConnection({
    ctx,
    input: { provider, name: "Ours", baseUrl, apiKey },
  });
  const model = { connectionId: id, model: CHAT_MODEL };
  const params = { ...model, output: "fields", answerFields: FIELDS };
  await changeNodes(ctx, { workflowId, type: "model", params });
  const input = { workflowId, question: "When does the garage close?" };
  const { runId } = await startRun({ ctx, input });
  let last: RunEvent | undefined;
  for await (const event of followRun({ ctx, input: { runId }, signal: undefined })) last = event;
  return { last, bodies: api.calls.map(({ body }) => body as Record<string, unknown>) };
}

it("holds a model to the form where its service can", async () => {
  const { last, bodies } = await fillWith("ollama");
  expect(bodies).toMatchObject([{ response_format: { type: "json_schema" } }]);
  expect(last).toMatchObject({ type: "run.finished", output: { outcome: "answered" } });
  expect(last?.type === "run.finished" && last.output.text).toMatch(/^closes: .*nine/);
});

it("asks any other in words only, once more where it doesn't fit, and says what is wrong", async () => {
  const { last, bodies } = await fillWith("openai-compatible");
  expect(bodies).toHaveLength(2);
  for (const body of bodies) expect(body).not.toHaveProperty("response_format");
  expect(JSON.stringify(bodies[0])).toContain("JSON Schema");
  expect(last).toMatchObject({ type: "run.failed", error: { code: "model.form-unfit" } });
});
