import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ModelApi } from "@/e2e/servers/model-api/server";
import { testDatabase } from "@/lib/testing/database";
import { answeringWorkspace, PARKING, useModelApi } from "@/lib/testing/knowledge";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import { createWorkflow } from "../workflow/create";
import { listStores } from "../store/list";
import { suggestQuestions } from "./suggest";
import { listTestQuestions } from "./list";
import { readSuggestions } from "./suggestion-prompt";

const database = testDatabase();
let services: TestServices;
let world: Awaited<ReturnType<typeof answeringWorkspace>>;
let api: ModelApi;

beforeAll(async () => {
  services = await testServices(database);
  world = await answeringWorkspace(services);
});
afterAll(async () => {
  await api.close();
  await services.close();
});

const suggest = () => {
  const { ctx, workflowId } = world;
  return suggestQuestions({ ctx, input: { workflowId, nodeId: "router-1" }, signal: undefined });
};

describe("questions made by a model", () => {
  it("need a connected one", async () => {
    await expect(suggest()).rejects.toMatchObject({ code: "test-question.no-model" });
    api = await useModelApi(world.ctx, world.workflowId);
  });

  it("are answerable only with words that stand in the documents, and are not stored", async () => {
    const { suggestions, failed } = await suggest();
    expect(failed).toBe(0);
    const answerable = suggestions.filter((one) => one.answerable);
    expect(answerable.length).toBeGreaterThan(0);
    for (const { quote } of answerable) expect(PARKING).toContain(quote ?? "nothing");
    expect(suggestions.map(({ question }) => question).join()).not.toContain("Which colour");
    const others = suggestions.filter((one) => !one.answerable);
    expect(others.length).toBeGreaterThan(0);
    for (const other of others) {
      expect(other).toMatchObject({ documentName: "parking.md", quote: null, elsewhere: false });
    }
    const { ctx, workflowId } = world;
    expect(await listTestQuestions({ ctx, input: { workflowId } })).toEqual([]);
  });

  it("are made from other knowledge too, as questions that should be refused", async () => {
    const { ctx } = world;
    await createWorkflow({ ctx, input: { name: "Canteen", template: "answer-from-documents" } });
    const stores = await listStores({ ctx });
    const other = stores.find(({ id }) => id !== world.storeId);
    const sourceId = other?.sources[0]?.id ?? "";
    expect(sourceId).not.toBe(world.sourceId);
    const text = `The canteen serves soup from noon until two in the afternoon. ${"It is warm there. ".repeat(8)}`;
    await uploadText(ctx, { sourceId, name: "canteen.md", text });
    await services.drainJobs();
    const { suggestions } = await suggest();
    const elsewhere = suggestions.filter((one) => one.elsewhere);
    expect(elsewhere).toMatchObject([
      { documentName: "canteen.md", answerable: false, quote: null },
    ]);
  });

  it("are left out where the model failed, which is told", async () => {
    api.control({ reset: true, fail: { mode: "server-error", times: 1 } });
    const { suggestions, failed } = await suggest();
    expect(failed).toBeGreaterThan(0);
    expect(suggestions.length).toBeGreaterThan(0);
    api.control({ reset: true, fail: { mode: "unauthorized", times: 99 } });
    await expect(suggest()).rejects.toMatchObject({ code: "model.key-rejected" });
  });
});

it("reads nothing out of a reply that isn't what was asked for", () => {
  expect(readSuggestions("I'd rather not.", { text: PARKING })).toEqual([]);
  expect(readSuggestions('{"answerable": "none"}', { text: PARKING })).toEqual([]);
});
