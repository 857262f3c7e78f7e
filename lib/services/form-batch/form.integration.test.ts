import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import Papa from "papaparse";
import { POST as ask } from "@/app/api/v1/ask/route";
import { GET as listen, POST as mcp } from "@/app/api/v1/mcp/route";
import { GET as openapi } from "@/app/api/v1/openapi.json/route";
import { GET as look } from "@/app/api/embed/[publication]/batches/[batchId]/route";
import { GET as results } from "@/app/api/embed/[publication]/batches/[batchId]/results/route";
import { POST as stop } from "@/app/api/embed/[publication]/batches/[batchId]/stop/route";
import { POST as batches } from "@/app/api/embed/[publication]/batches/route";
import { POST as questions } from "@/app/api/embed/[publication]/questions/route";
import type { VisitorBatch, VisitorProblem } from "@/lib/publication/protocol";
import { DEFAULT_LIMITS } from "@/lib/publication/settings";
import { confirmSource } from "@/lib/services/publication/confirm-source";
import { createKey } from "@/lib/services/publication/create-key";
import { setLimits } from "@/lib/services/publication/set-limits";
import { setAccess } from "@/lib/services/publication/set-access";
import { switchChannel } from "@/lib/services/publication/switch-channel";
import { freshDatabase } from "@/lib/testing/database";
import { answeringWorkspace, changeNodes } from "@/lib/testing/knowledge";
import { goLive, openChannel } from "@/lib/testing/published";
import { testServices, type TestServices } from "@/lib/testing/services";
import {
  answerIn,
  bearer,
  framesOf,
  paramsOf,
  startVisit,
  visit,
  visitorRequest,
  type Sent,
} from "@/lib/testing/visitor-client";

const holder: typeof globalThis & { groundworkServices?: Promise<TestServices> } = globalThis;
const OWN = { origin: null, headers: { "sec-fetch-site": "same-origin" } };
const ACCESS = { channel: "form", who: "link", batch: true } as const;
const field = (name: string, type: string, more: object = {}) => ({
  ...{ name, type, label: "", help: "", required: false, choices: [], ...more },
});

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let world: Awaited<ReturnType<typeof answeringWorkspace>>;
let sent: Sent;

beforeAll(async () => {
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, long enough for them");
  database = await freshDatabase();
  services = await testServices(database);
  holder.groundworkServices = Promise.resolve(services);
  world = await answeringWorkspace(services, "answer-a-form");
  const { ctx, workflowId, sourceId } = world;
  const fields = [
    field("what", "text", { required: true, label: "What about?" }),
    field("where", "choice", { choices: ["garage", "desk"] }),
  ];
  const question = "{what} {where}?";
  await changeNodes(ctx, { workflowId, type: "form-input", params: { fields, question } });
  await goLive(ctx, workflowId);
  const publicationId = await openChannel(ctx, { workflowId, access: ACCESS });
  await confirmSource({ ctx, input: { workflowId, sourceId, audience: "anyone" } });
  sent = { publicationId, ...OWN };
});
afterAll(async () => {
  delete holder.groundworkServices;
  await services.close();
  await database.stop();
});

const enter = () => visit(sent, { channel: "form" });
const withToken = (token: string) => ({
  ...sent,
  headers: { ...OWN.headers, ...bearer(token) },
});

function fill(token: string, form: object): Promise<Response> {
  const body = JSON.stringify({ form, requestId: crypto.randomUUID() });
  const request = visitorRequest("questions", { ...withToken(token), method: "POST", body });
  return questions(request, paramsOf(sent.publicationId, {}));
}

const post = (token: string, body: string) =>
  batches(
    visitorRequest("batches?name=rows.csv", { ...withToken(token), method: "POST", body }),
    paramsOf(sent.publicationId, {}),
  );
const at = async (token: string, batchId: string, handler: typeof look | typeof stop) =>
  handler(
    visitorRequest(`batches/${batchId}`, withToken(token)),
    paramsOf(sent.publicationId, { batchId }),
  );

describe("a form", () => {
  it("says what it asks for, and answers what was filled in, with sources", async () => {
    const { token, form } = await enter();
    expect(form).toMatchObject({ batch: true, fields: [{ name: "what" }, { name: "where" }] });
    const answer = answerIn(
      await framesOf(await fill(token, { what: "When does it close, the", where: "garage" })),
    );
    expect(answer).toMatchObject({
      kind: "answered",
      citations: [{ documentName: "parking.md" }],
    });
    const run = await services.db.run.findFirstOrThrow({ orderBy: { startedAt: "desc" } });
    expect(run.question).toBe("When does it close, the garage?");
  });

  it("takes the fields of the published version and nothing else", async () => {
    const { token } = await enter();
    const problems = await Promise.all(
      [{ where: "garage" }, { what: "x", where: "roof" }, { what: "x", graph: "{}" }].map(
        async (form) => (await fill(token, form)).json() as Promise<VisitorProblem>,
      ),
    );
    expect(problems).toMatchObject([
      { code: "bad-input", field: "what" },
      { code: "bad-input", field: "where" },
      { code: "bad-input", field: "graph" },
    ]);
    const body = JSON.stringify({ question: "When?", requestId: crypto.randomUUID() });
    const request = visitorRequest("questions", { ...withToken(token), method: "POST", body });
    expect((await questions(request, paramsOf(sent.publicationId, {}))).status).toBe(400);
  });

  it("is no chat: a workflow without a Chat input can't be opened as one", async () => {
    const { ctx, workflowId } = world;
    await setAccess({ ctx, input: { workflowId, access: { channel: "page", who: "link" } } });
    const open = switchChannel({ ctx, input: { workflowId, channel: "page", on: true } });
    await expect(open).rejects.toMatchObject({ code: "publication.no-chat" });
    expect((await startVisit(sent, { channel: "page" })).status).toBe(404);
  });

  it("is what programs fill in by name, as their document of the API says", async () => {
    const { ctx, workflowId } = world;
    await openChannel(ctx, { workflowId, access: { channel: "api" } });
    const { key } = await createKey({ ctx, input: { workflowId, name: "K", expiresInDays: null } });
    const headers = { authorization: `Bearer ${key}` };
    const call = (body: object) =>
      ask(
        new Request("http://localhost/api/v1/ask", {
          ...{ method: "POST", headers, body: JSON.stringify(body) },
        }),
      );
    const answered = await call({ form: { what: "When does it close, the", where: "garage" } });
    expect(await answered.json()).toMatchObject({ kind: "answered" });
    const refused = await call({ form: { where: "garage" } });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { param: "what" } });
    const document = await openapi(new Request("http://localhost/x", { headers }));
    expect(await document.json()).toMatchObject({
      components: {
        schemas: {
          Form: {
            required: ["what"],
            properties: { where: { anyOf: [{ enum: ["garage", "desk"] }, {}] } },
          },
        },
      },
    });
  });
});

describe("the official MCP client", () => {
  it("is told the fields as those of a tool, and fills them in", async () => {
    const { ctx, workflowId } = world;
    await openChannel(ctx, { workflowId, access: { channel: "mcp" } });
    const { key } = await createKey({ ctx, input: { workflowId, name: "M", expiresInDays: null } });
    const client = new Client({ name: "test", version: "1" });
    const transport = new StreamableHTTPClientTransport(new URL("http://localhost/api/v1/mcp"), {
      requestInit: { headers: { authorization: `Bearer ${key}` } },
      fetch: async (url, init) =>
        init?.method === "POST" ? mcp(new Request(url, init)) : listen(),
    });
    await client.connect(transport);
    const { tools } = await client.listTools();
    expect(tools).toMatchObject([
      {
        name: "fill_in",
        inputSchema: {
          required: ["what"],
          properties: { what: { title: "What about?", type: "string" } },
          additionalProperties: false,
        },
      },
    ]);
    const fill = (form: object) => client.callTool({ name: "fill_in", arguments: { ...form } });
    const form = { what: "When does it close, the", where: "garage" };
    expect((await fill(form)).structuredContent).toMatchObject({ kind: "answered" });
    for (const wrong of [{ where: "garage" }, { what: "x", where: "roof" }, { ...form, more: 1 }]) {
      expect((await fill(wrong)).isError).toBe(true);
    }
    await client.close();
  });
});

describe("a file that fills it in", () => {
  const FILE = [
    "id;What about?;where",
    "1;When does it close, the;garage",
    "2;;garage",
    "=3;Who won the world cup in 1954;",
    "4;What does a lost badge cost at the;desk",
    "5;x;roof",
  ].join("\r\n");

  it("is answered row by row, and what is wrong with a row is told by its number", async () => {
    const { token } = await enter();
    const begun = (await (await post(token, FILE)).json()) as VisitorBatch;
    expect(begun).toMatchObject({ state: "running", rows: 5, done: 0 });
    expect((await post(token, FILE)).status).toBe(400);
    await services.drainJobs();
    const done = (await (await at(token, begun.id, look)).json()) as VisitorBatch;
    expect(done).toMatchObject({ state: "done", done: 5 });
    expect(done.problems.map(({ row }) => row)).toEqual([2, 5]);
    expect(done.problems[0]?.message).toContain("has to be filled in");
    const csv = await (await at(token, begun.id, results)).text();
    const { data } = Papa.parse<Record<string, string>>(csv, { header: true });
    expect(data.map(({ outcome }) => outcome)).toEqual([
      "answered",
      "failed",
      "refused",
      "answered",
      "failed",
    ]);
    expect(data[0]?.id).toBe("1");
    expect(data[0]?.sources).toContain("parking.md");
    expect(data[3]?.answer).toContain("twelve euros");
    expect(data[2]?.id).toBe("'=3");
    const stranger = await enter();
    expect((await at(stranger.token, begun.id, look)).status).toBe(404);
    expect((await at(stranger.token, begun.id, results)).status).toBe(404);
  });

  it("can be stopped, and ends when the day's money is spent", async () => {
    const { ctx, workflowId } = world;
    const { token } = await enter();
    const stopped = (await (await post(token, FILE)).json()) as VisitorBatch;
    await at(token, stopped.id, stop);
    await services.drainJobs();
    expect(await (await at(token, stopped.id, look)).json()).toMatchObject({ state: "stopped" });
    await setLimits({ ctx, input: { workflowId, limits: { ...DEFAULT_LIMITS, dailyCap: 0 } } });
    const spent = (await (await post(token, FILE)).json()) as VisitorBatch;
    await services.drainJobs();
    const { problems } = (await (await at(token, spent.id, look)).json()) as VisitorBatch;
    expect(problems).toHaveLength(5);
    expect(problems[0]?.message).toContain("all that it may for now");
    await setLimits({ ctx, input: { workflowId, limits: DEFAULT_LIMITS } });
  });

  it.each([
    ["", "unreadable"],
    ["what", "unreadable"],
    ["colour\nred", "column"],
    [`what\n${"x\n".repeat(1001)}`, "1,001"],
    [`what\n\0`, "unreadable"],
  ])("is refused where it can't be (%#)", async (file) => {
    const { token } = await enter();
    const refused = await post(token, file);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: "bad-input" });
  });

  it("is taken only where that was allowed", async () => {
    const { ctx, workflowId } = world;
    await setAccess({ ctx, input: { workflowId, access: { ...ACCESS, batch: false } } });
    const { token, form } = await enter();
    expect(form?.batch).toBe(false);
    expect((await post(token, FILE)).status).toBe(404);
  });
});
