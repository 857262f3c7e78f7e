import { expect, it } from "vitest";
import { leave } from "@/lib/testing/passages";
import { testContext } from "@/lib/testing/test-context";
import { vectorStore } from "./definition";
import { vectorStoreExecutor } from "./execute";

const DEFAULTS = vectorStore.params.parse({});

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
    params: { ...DEFAULTS, storeId: "store-1", limit: 5 },
    inputs: { question: "How many days?" },
    ctx,
  });
  expect(outputs).toEqual({ passages: [leave] });
  expect(asked).toMatchObject([
    { storeId: "store-1", query: "How many days?", limit: 5, signal: ctx.signal },
  ]);
  expect(asked[0]).not.toHaveProperty("rerank");
});

it("asks for the reranking model that was chosen, and says when it failed", async () => {
  const failure = { model: "rerank-1", code: "model.timeout", params: { host: "example.com" } };
  const ctx = testContext({
    knowledge: {
      search: async ({ rerank, onRerankFailed }) => {
        expect(rerank).toEqual({ connectionId: "connection-1", model: "rerank-1" });
        onRerankFailed?.(failure);
        return [leave];
      },
      documents: async () => [],
    },
  });
  const rerank = { rerankConnectionId: "connection-1", rerankModel: "rerank-1" };
  const outputs = await vectorStoreExecutor.execute({
    params: { ...DEFAULTS, storeId: "store-1", ...rerank },
    inputs: { question: "How many days?" },
    ctx,
  });
  expect(outputs).toEqual({ passages: [leave] });
  const { model, ...error } = failure;
  expect(ctx.events).toEqual([
    { type: "node.noted", note: { code: "rerank-failed", model, error } },
  ]);
});

it("says that nothing is chosen to search", async () => {
  const args = {
    params: DEFAULTS,
    inputs: { question: "?" },
    ctx: testContext({}),
  };
  await expect(vectorStoreExecutor.execute(args)).rejects.toMatchObject({
    code: "node.store-not-chosen",
  });
});

it("searches only the documents that meet its conditions, and none while one is not complete", async () => {
  const asked: unknown[] = [];
  const ctx = testContext({
    knowledge: {
      search: async ({ filters }) => {
        asked.push(filters);
        return [];
      },
      documents: async () => [],
    },
  });
  const run = (...filters: (typeof DEFAULTS)["filters"]) =>
    vectorStoreExecutor.execute({
      params: { ...DEFAULTS, storeId: "store-1", filters },
      inputs: { question: "?" },
      ctx,
    });
  const german = { field: "language", operator: "is", values: ["de"] } as const;
  await run({ ...german, values: [...german.values] });
  const code = "node.filter-incomplete";
  await expect(run({ ...german, values: [] })).rejects.toMatchObject({ code });
  await run();
  expect(asked).toEqual([[german], undefined]);
});

it("searches for what a model words otherwise too, says so, and goes without when it fails", async () => {
  const asked: unknown[] = [];
  const knowledge = {
    search: async ({ query, wordings }: { query: string; wordings?: readonly string[] }) => {
      asked.push({ query, wordings });
      return [];
    },
    documents: async () => [],
  };
  const run = async (text: string, reword: "off" | "several") => {
    const ctx = testContext({ knowledge, reply: [{ type: "text", text }] });
    const model = { rewordConnectionId: "connection-1", rewordModel: "small-1" };
    await vectorStoreExecutor.execute({
      params: { ...DEFAULTS, storeId: "store-1", ...model, reword },
      inputs: { question: "Dogs?" },
      ctx,
    });
    return ctx;
  };
  const done = await run("Are pets allowed?\nMay I bring a dog?", "several");
  const wordings = ["Are pets allowed?", "May I bring a dog?"];
  const note = { code: "reworded", rewording: "several", wordings };
  expect(done.events).toEqual([{ type: "node.noted", note }]);
  const failed = await run("", "several");
  expect(failed.events).toMatchObject([
    {
      note: { code: "reword-failed", model: "small-1", error: { code: "search.reworded-nothing" } },
    },
  ]);
  const off = await run("Are pets allowed?", "off");
  expect(off.requests).toEqual([]);
  expect(asked).toEqual([
    { query: "Dogs?", wordings },
    { query: "Dogs?", wordings: undefined },
    { query: "Dogs?", wordings: undefined },
  ]);
});
