import { expect, it } from "vitest";
import { leave } from "@/lib/testing/passages";
import { testContext } from "@/lib/testing/test-context";
import { vectorStoreExecutor } from "./execute";

it("searches its store for the question and hands the run's signal on", async () => {
  const asked: unknown[] = [];
  const ctx = testContext({
    knowledge: {
      search: async (request) => {
        asked.push(request);
        return [leave];
      },
      documents: async () => [],
    },
  });
  const outputs = await vectorStoreExecutor.execute({
    params: { storeId: "store-1", limit: 5 },
    inputs: { question: "How many days?" },
    ctx,
  });
  expect(outputs).toEqual({ passages: [leave] });
  expect(asked).toEqual([
    { storeId: "store-1", query: "How many days?", limit: 5, signal: ctx.signal },
  ]);
});

it("says that nothing is chosen to search", async () => {
  const args = {
    params: { storeId: null, limit: 5 },
    inputs: { question: "?" },
    ctx: testContext({}),
  };
  await expect(vectorStoreExecutor.execute(args)).rejects.toMatchObject({
    code: "node.store-not-chosen",
  });
});
