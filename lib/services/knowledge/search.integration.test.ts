import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RERANK_MODEL, startModelApi, type ModelApi } from "@/e2e/servers/model-api/server";
import type { RerankFailure } from "@/lib/nodes/_contract/context";
import { createConnection } from "@/lib/services/connection/create";
import type { WorkspaceContext } from "@/lib/services/context";
import { allowHost } from "@/lib/services/network/allow";
import { freshDatabase } from "@/lib/testing/database";
import { answeringWorkspace } from "@/lib/testing/knowledge";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import { searchKnowledge } from "./search";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let api: ModelApi;
let ctx: WorkspaceContext;
let storeId: string;
let connectionId: string;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  api = await startModelApi();
  const made = await answeringWorkspace(services);
  ({ ctx, storeId } = made);
  for (const floor of ["one", "three", "four"]) {
    const text = `Parking parking parking on level ${floor} costs extra.`;
    await uploadText(ctx, { sourceId: made.sourceId, name: `${floor}.txt`, text });
  }
  await services.drainJobs();
  await allowHost({ ctx, input: { host: "127.0.0.1", port: api.port } });
  const connection = await createConnection({
    ctx,
    input: {
      provider: "openai-compatible",
      name: "Reranker",
      baseUrl: api.baseUrl,
      apiKey: api.apiKey,
    },
  });
  connectionId = connection.id;
});
afterAll(async () => {
  await api.close();
  await services.close();
  await database.stop();
});

async function search(rerankWith: string | null) {
  const failures: RerankFailure[] = [];
  const passages = await searchKnowledge(ctx, {
    storeId,
    query: "Where do visitors park?",
    limit: 2,
    reader: null,
    signal: new AbortController().signal,
    onRerankFailed: (failure) => failures.push(failure),
    ...(rerankWith !== null && { rerank: { connectionId: rerankWith, model: RERANK_MODEL } }),
  });
  return { passages, failures };
}

describe("a search with a reranking model", () => {
  it("puts more candidates than it hands on in the model's order", async () => {
    const { passages, failures } = await search(connectionId);
    expect(failures).toEqual([]);
    expect(passages).toHaveLength(2);
    const scores = passages.map(({ scores: { rerank } }) => rerank ?? NaN);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(passages[0]?.text).toContain("Visitors park on level two");
    const sent = api.calls.at(-1)?.body as { documents: string[] };
    expect(sent.documents.length).toBeGreaterThan(2);
  });

  it("keeps the order of the search when the model fails, and says why", async () => {
    const plain = await search(null);
    api.control({ fail: { mode: "server-error" } });
    const { passages, failures } = await search(connectionId);
    expect(passages).toEqual(plain.passages);
    expect(failures).toMatchObject([{ model: RERANK_MODEL, code: "model.unavailable" }]);
  });

  it("does so as well when the connection is gone, or is another workspace's", async () => {
    const stranger = await services.newWorkspace();
    const { id } = await createConnection({
      ctx: stranger,
      input: { provider: "openai-compatible", name: "Theirs", baseUrl: api.baseUrl, apiKey: "k" },
    });
    const before = api.calls.length;
    const { passages, failures } = await search(id);
    expect(passages).toHaveLength(2);
    expect(failures).toMatchObject([{ code: "connection.not-found" }]);
    expect(api.calls).toHaveLength(before);
  });
});

it("leaves out the passage of a copied document and finds another instead", async () => {
  const made = await answeringWorkspace(services);
  const text = "Bicycles are kept in the basement behind the boiler room, never in the hall.";
  await uploadText(made.ctx, { sourceId: made.sourceId, name: "a.txt", text });
  await uploadText(made.ctx, { sourceId: made.sourceId, name: "b.txt", text: `> ${text}` });
  await uploadText(made.ctx, {
    sourceId: made.sourceId,
    name: "c.txt",
    text: "Where bicycles are repaired is said on the board at the gate.",
  });
  await services.drainJobs();
  const leftOut: number[] = [];
  const standFor: (number | undefined)[] = [];
  const ask = async (distinct: boolean) => {
    const found = await searchKnowledge(made.ctx, {
      storeId: made.storeId,
      query: "Where are bicycles kept in the basement?",
      limit: 2,
      reader: null,
      signal: new AbortController().signal,
      distinct,
      onRepeats: (count) => leftOut.push(count),
    });
    standFor.push(found[0]?.repeats);
    return found.map((passage) => passage.text);
  };
  const both = await ask(false);
  expect(both.map((one) => one.replace("> ", ""))).toEqual([text, text]);
  expect(leftOut).toEqual([]);
  const found = await ask(true);
  expect(found[0]).toBe(both[0]);
  expect(found[1]).toContain("repaired");
  expect(leftOut).toEqual([1]);
  expect(standFor).toEqual([undefined, 1]);
});

it("hands on the whole document of what was found", async () => {
  const made = await answeringWorkspace(services);
  const reports: unknown[] = [];
  const ask = (extent?: "neighbours" | "documents") =>
    searchKnowledge(made.ctx, {
      storeId: made.storeId,
      query: "Where do visitors park?",
      limit: 1,
      reader: null,
      signal: new AbortController().signal,
      ...(extent && { extent }),
      onContext: (report) => reports.push(report),
    });
  expect(await ask()).toHaveLength(1);
  const [found, context] = await ask("documents");
  expect(found?.text).toContain("level two");
  expect(context).toMatchObject({ contextOf: found?.id, documentName: "parking.md" });
  expect(context?.text).toContain("twelve euros");
  expect(reports).toEqual([{ added: 1, whole: ["parking.md"], partly: [] }]);
});
