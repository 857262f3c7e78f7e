import { Readable } from "node:stream";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { CHAT_MODEL, type ModelApi } from "@/e2e/servers/model-api/server";
import { askToEnd, attachText } from "@/lib/testing/attached-files";
import { testDatabase } from "@/lib/testing/database";
import { changeNodes, useModelApi } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { createNamedModel } from "../named-model/create";
import { createConnection } from "../connection/create";
import { createWorkflow } from "../workflow/create";
import { attachFile } from "./attach";
import { listFiles } from "./list";

const database = testDatabase();
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const GARAGE = "Visitors park on level two. The garage closes at nine in the evening.";
const question = "When does the garage close?";
let services: TestServices;
let ctx: WorkspaceContext;
let workflowId: string;
let api: ModelApi;

beforeAll(async () => {
  services = await testServices(database);
});
beforeEach(async () => {
  ctx = await services.newWorkspace();
  const input = { name: "Ask your files", template: "answer-from-attached-files" } as const;
  workflowId = (await createWorkflow({ ctx, input })).id;
  api = await useModelApi(ctx, workflowId);
});
afterEach(() => api.close());
afterAll(() => services.close());

const look = (params: Record<string, string | boolean>) =>
  changeNodes(ctx, { workflowId, type: "model", params });

/** A conversation with a text and a picture that holds no text. */
async function conversation(): Promise<string> {
  const { conversationId } = await attachText(ctx, { workflowId, name: "garage.md", text: GARAGE });
  await attachFile({
    ctx,
    input: { workflowId, conversationId, name: "gate.png", mimeType: "image/png" },
    body: Readable.from([Buffer.from(PIXEL, "base64")]),
    signal: new AbortController().signal,
  });
  await services.drainJobs();
  return conversationId;
}
const sent = () => JSON.stringify(api.calls.map(({ body }) => body));

it("are shown to the model with the question, and the answer goes when they do", async () => {
  await look({ pictures: true });
  const conversationId = await conversation();
  const files = await listFiles({ ctx, input: { conversationId } });
  expect(files.map(({ state }) => state)).toEqual(["ready", "ready"]);
  const { output } = await askToEnd(ctx, { workflowId, conversationId, question });
  expect(output?.outcome).toBe("answered");
  expect(sent()).toContain(`data:image/png;base64,${PIXEL}`);
  const used = await services.db.conversationFile.findMany({ where: { conversationId } });
  for (const { usedBy } of used) expect(usedBy).toHaveLength(1);
});

it("are no files that can be read where no model looks at them", async () => {
  const conversationId = await conversation();
  const files = await listFiles({ ctx, input: { conversationId } });
  expect(files.map(({ state }) => state)).toEqual(["ready", "failed"]);
});

it("are refused clearly for a model that can't see, before anything is sent", async () => {
  const { id } = await createConnection({
    ctx,
    input: { provider: "openai", name: "Blind", baseUrl: api.baseUrl, apiKey: api.apiKey },
  });
  await createNamedModel({
    ctx,
    input: {
      ...{ connectionId: id, model: CHAT_MODEL, name: "Ours", trainedFor: [], contextTokens: null },
      base: { connectionId: id, model: "gpt-3.5-turbo" },
    },
  });
  await look({ pictures: true, connectionId: id });
  const conversationId = await conversation();
  const { error } = await askToEnd(ctx, { workflowId, conversationId, question });
  expect(error).toMatchObject({ code: "model.no-vision", params: { model: CHAT_MODEL } });
  expect(api.calls).toEqual([]);
});
