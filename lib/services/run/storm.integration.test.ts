import { afterAll, beforeAll, expect, it } from "vitest";
import { prepareStorm, weather } from "@/lib/testing/chaos";
import { testDatabase } from "@/lib/testing/database";
import { answeringWorkspace } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";

const database = testDatabase();
let services: TestServices;

beforeAll(async () => {
  services = await testServices(database);
});
afterAll(() => services.close());

it("ends every run with an answer or a clear error while the first model fails half the time", async () => {
  const { ctx, workflowId } = await answeringWorkspace(services);
  const servers = await prepareStorm(ctx, workflowId);
  const calm = await weather(
    ctx,
    { workflowId, ...servers },
    { runs: 120, concurrency: 16, firstWordMs: 3000, question: "When does the garage close?" },
  );
  await Promise.all([servers.wild.close(), servers.steady.close()]);

  const answered = calm.ends.filter(({ type }) => type === "run.finished");
  const failed = calm.ends.filter(({ type }) => type === "run.failed");
  expect(answered.length + failed.length).toBe(120);
  for (const end of answered) {
    expect(end).toMatchObject({ output: { outcome: "answered" } });
  }
  // Only what broke off after its first words can't be answered by another.
  const codes = failed.map((end) => (end.type === "run.failed" ? end.error.code : ""));
  expect(["model.cut-off", "model.garbled"]).toEqual(expect.arrayContaining([...new Set(codes)]));
  expect(calm.rescued).toBeGreaterThan(20);
  expect(calm.open).toBe(0);
  expect(calm.tokens.runs).toBe(calm.tokens.calls);
});
