import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ModelApi } from "@/e2e/servers/model-api/server";
import { testDatabase } from "@/lib/testing/database";
import { answeringWorkspace, changeNodes, useModelApi } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import { followRun } from "./events";
import { getPrompt } from "./prompt";
import { startRun } from "./start";

const database = testDatabase();
let services: TestServices;
let world: Awaited<ReturnType<typeof answeringWorkspace>>;
let api: ModelApi;

const nodeId = "model-1";
const bodySchema = z.object({ messages: z.array(z.object({ content: z.string() })) });

beforeAll(async () => {
  services = await testServices(database);
  world = await answeringWorkspace(services);
});
afterAll(async () => {
  await api.close();
  await services.close();
});

const prompt = (runId?: string) =>
  getPrompt({ ctx: world.ctx, input: { workflowId: world.workflowId, nodeId, runId } });

async function ask(question: string): Promise<string> {
  const { ctx, workflowId } = world;
  const { runId } = await startRun({ ctx, input: { workflowId, question } });
  for await (const event of followRun({ ctx, input: { runId }, signal: undefined })) void event;
  return runId;
}

/** What the model's server was sent last. */
function sent(): string {
  const { messages } = bodySchema.parse(api.calls.at(-1)?.body);
  return messages.map(({ content }) => content).join("\n");
}

describe("the prompt of a Model node", () => {
  it("is none for the built-in model, and lacks the question until one was asked", async () => {
    expect(await prompt()).toMatchObject({ missing: "built-in", parts: [] });
    api = await useModelApi(world.ctx, world.workflowId);
    const { asked, parts } = await prompt();
    expect(asked).toBe(false);
    expect(parts.map(({ kind }) => kind)).toEqual(["rules"]);
  });

  it("is what was sent, word for word, and stays that when the settings change", async () => {
    await changeNodes(world.ctx, {
      workflowId: world.workflowId,
      type: "model",
      params: { instructions: "Be brief." },
    });
    const runId = await ask("When does the garage close?");
    const before = await prompt(runId);
    expect(before.asked).toBe(true);
    expect(before.parts.map(({ kind }) => kind)).toEqual([
      "rules",
      "instructions",
      "passages",
      "question",
    ]);
    let at = 0;
    for (const { text, tokens } of before.parts) {
      at = sent().indexOf(text, at);
      expect(at).toBeGreaterThanOrEqual(0);
      expect(tokens).toBeGreaterThan(0);
    }
    expect(before.passages.sent).toBe(before.passages.total);

    await changeNodes(world.ctx, {
      workflowId: world.workflowId,
      type: "model",
      params: { instructions: "Be long.", contextTokens: 1200, maxOutputTokens: 16 },
    });
    expect(await prompt(runId)).toEqual(before);
    const now = await prompt();
    expect(now).toMatchObject({ asked: true, window: 1200, answer: 16 });
    expect(now.parts.find(({ kind }) => kind === "instructions")?.text).toContain("Be long.");
    expect(now.parts.at(-1)?.text).toContain("When does the garage close?");
  });

  it("is for nobody of another workspace, and not of a run of another workflow", async () => {
    const other = await services.newWorkspace();
    const input = { workflowId: world.workflowId, nodeId };
    await expect(getPrompt({ ctx: other, input })).rejects.toMatchObject({
      code: "workflow.not-found",
    });
    await expect(prompt("no-such-run")).rejects.toMatchObject({ code: "run.not-found" });
    await expect(
      getPrompt({ ctx: world.ctx, input: { ...input, nodeId: "model-9" } }),
    ).rejects.toMatchObject({ code: "node.not-found" });
  });
});
