import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { CHAT_MODEL, type ModelApi } from "@/e2e/servers/model-api/server";
import type { RunEvent } from "@/lib/graph/run-events";
import { testDatabase } from "@/lib/testing/database";
import { answeringWorkspace, changeNodes, PARKING, useModelApi } from "@/lib/testing/knowledge";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { deleteDocuments } from "../document/delete";
import { followRun } from "../run/events";
import { startRun } from "../run/start";
import { purgeKeptAnswers } from "./purge";

const database = testDatabase();
let services: TestServices;
let world: Awaited<ReturnType<typeof answeringWorkspace>>;
let ctx: WorkspaceContext;
let api: ModelApi;

beforeAll(async () => {
  services = await testServices(database);
});
beforeEach(async () => {
  world = await answeringWorkspace(services);
  ctx = world.ctx;
  api = await useModelApi(ctx, world.workflowId);
});
afterEach(() => api.close());
afterAll(() => services.close());

const remember = (params: Record<string, string>) =>
  changeNodes(ctx, { workflowId: world.workflowId, type: "model", params });
const asked = () => api.calls.length;
const kept = () => services.db.keptAnswer.findMany({ where: { workspaceId: ctx.workspace.id } });
const isKept = (count: number) =>
  vi.waitFor(async () => expect(await kept()).toHaveLength(count), { timeout: 10_000 });

async function ask(question = "When does the garage close?"): Promise<RunEvent[]> {
  const { runId } = await startRun({ ctx, input: { workflowId: world.workflowId, question } });
  const events: RunEvent[] = [];
  for await (const event of followRun({ ctx, input: { runId }, signal: undefined })) {
    events.push(event);
  }
  expect(events.at(-1)).toMatchObject({ output: { outcome: "answered" } });
  return events;
}
const isRemembered = (events: RunEvent[]) =>
  events.some((event) => event.type === "node.noted" && event.note.code === "remembered");

it("asks the model each time unless told otherwise", async () => {
  await ask();
  await ask();
  expect(asked()).toBe(2);
  expect(await kept()).toEqual([]);
});

it("gives the answer again with its sources, tells so, and uses nothing", async () => {
  await remember({ remember: "hour" });
  const first = (await ask()).at(-1);
  await isKept(1);
  const events = await ask("  when does the garage CLOSE");
  expect(asked()).toBe(1);
  expect(isRemembered(events)).toBe(true);
  const last = events.at(-1);
  expect(last).toMatchObject({ usage: { inputTokens: 0, outputTokens: 0 } });
  if (first?.type !== "run.finished" || last?.type !== "run.finished") throw new Error("no end");
  expect(last.output).toEqual(first.output);
  expect(last.output.citations.length).toBeGreaterThan(0);
});

it("asks again once it is over, or the workflow or the knowledge is another", async () => {
  await remember({ remember: "hour" });
  await ask();
  await isKept(1);
  await remember({ instructions: "Be brief." });
  await ask();
  await isKept(2);
  const text = PARKING.replace("nine", "ten");
  await uploadText(ctx, { sourceId: world.sourceId, name: "parking.md", text });
  await services.drainJobs();
  await ask();
  await isKept(3);
  expect(asked()).toBe(3);
  await services.db.keptAnswer.updateMany({ data: { expiresAt: new Date() } });
  expect(isRemembered(await ask())).toBe(false);
  expect(asked()).toBe(4);
  await vi.waitFor(async () => {
    const rows = await kept();
    expect(rows.filter(({ expiresAt }) => expiresAt > new Date())).toHaveLength(1);
  });
  await purgeKeptAnswers(services);
  expect(await kept()).toHaveLength(1);
});

it("keeps nothing of a document that is deleted", async () => {
  await remember({ remember: "week" });
  await ask();
  await isKept(1);
  await deleteDocuments({ ctx, input: { ids: [world.documentId] } });
  expect(await kept()).toEqual([]);
});

it("keeps nothing that broke off, and nothing that another model said", async () => {
  const { id: connectionId } = await services.db.modelConnection.findFirstOrThrow({
    where: { workspaceId: ctx.workspace.id },
  });
  await changeNodes(ctx, {
    workflowId: world.workflowId,
    type: "model",
    params: { remember: "hour", fallbacks: [{ connectionId, model: CHAT_MODEL }] },
  });
  api.control({ fail: { mode: "server-error" } });
  const events = await ask();
  expect(
    events.some((event) => event.type === "node.noted" && event.note.code === "fallback"),
  ).toBe(true);
  expect(isRemembered(await ask())).toBe(false);
  await isKept(1);
});
