import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { answeringWorkspace, changeNodes } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import { followRun } from "./events";
import { startRun } from "./start";
import { whyPassages } from "./why-passages";

const database = testDatabase();
let services: TestServices;
let world: Awaited<ReturnType<typeof answeringWorkspace>>;

beforeAll(async () => {
  services = await testServices(database);
  world = await answeringWorkspace(services);
});
afterAll(() => services.close());

async function ask(question: string) {
  const { ctx, workflowId } = world;
  const { runId } = await startRun({ ctx, input: { workflowId, question } });
  let shown = -1;
  for await (const event of followRun({ ctx, input: { runId }, signal: undefined })) {
    if (event.type === "verdict") shown = event.verdict.score;
  }
  return { runId, shown };
}

describe("why passages were found", () => {
  it("is told with the router's own score and what each passage adds to it", async () => {
    const { runId, shown } = await ask("When does the garage close?");
    const input = { runId, nodeId: "vector-store-1" };
    const { passages, decision } = await whyPassages({ ctx: world.ctx, input });
    const best = passages?.find(({ text }) => text.includes("closes at nine"));
    expect(best?.places).toMatchObject({ keyword: 1, fused: 1, rerank: null });
    expect(decision).toMatchObject({ score: shown, fast: shown, sufficient: true });
    const weight = decision?.weights.find(({ id }) => id === best?.id);
    expect(weight?.without).toBeLessThan(decision?.threshold ?? 0);
  });

  it("is told without a decision where no router stands behind", async () => {
    const { runId } = await ask("When does the garage close?");
    const of = (nodeId: string) => whyPassages({ ctx: world.ctx, input: { runId, nodeId } });
    expect(await of("router-1")).toEqual({ passages: null, decision: null });
    expect(await of("no-such-node")).toEqual({ passages: null, decision: null });
  });

  it("goes by the run, whatever the settings are now", async () => {
    const { runId, shown } = await ask("Who is the mayor of Reykjavik?");
    const { ctx, workflowId } = world;
    await changeNodes(ctx, { workflowId, type: "router", params: { threshold: 0 } });
    const input = { runId, nodeId: "vector-store-1" };
    const { decision } = await whyPassages({ ctx, input });
    expect(decision).toMatchObject({ score: shown, sufficient: false });
    expect(decision?.threshold).toBeGreaterThan(0);
  });
});
