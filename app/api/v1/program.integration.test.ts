import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "@/lib/publication/settings";
import { createKey } from "@/lib/services/publication/create-key";
import { revokeKey } from "@/lib/services/publication/revoke-key";
import { setLimits } from "@/lib/services/publication/set-limits";
import { switchChannel } from "@/lib/services/publication/switch-channel";
import { freshDatabase } from "@/lib/testing/database";
import { openChannel, publishedWorkspace } from "@/lib/testing/published";
import { testServices, type TestServices } from "@/lib/testing/services";
import { POST as ask } from "./ask/route";
import { POST as completions } from "./chat/completions/route";
import { POST as mcp } from "./mcp/route";

const holder: typeof globalThis & { groundworkServices?: Promise<TestServices> } = globalThis;
const QUESTION = "When does the garage close?";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let world: Awaited<ReturnType<typeof publishedWorkspace>>;
let key: { id: string; key: string };
let server: Server;
let base: string;

const ROUTES = new Map([
  ["/api/v1/ask", ask],
  ["/api/v1/chat/completions", completions],
  ["/api/v1/mcp", mcp],
]);

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  holder.groundworkServices = Promise.resolve(services);
  world = await publishedWorkspace(services);
  const { ctx, workflowId } = world;
  await openChannel(ctx, { workflowId, access: { channel: "api" } });
  await openChannel(ctx, { workflowId, access: { channel: "mcp" } });
  key = await createKey({ ctx, input: { workflowId, name: "Shop", expiresInDays: null } });
  server = await serve();
  base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api/v1`;
});
afterAll(async () => {
  delete holder.groundworkServices;
  server.closeAllConnections();
  server.close();
  await services.close();
  await database.stop();
});

/** The routes behind real HTTP, as clients expect it. */
async function serve(): Promise<Server> {
  const made = createServer((incoming, outgoing) => {
    const handle = incoming.method === "POST" ? ROUTES.get(incoming.url ?? "") : undefined;
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
    const body = Readable.toWeb(incoming) as ReadableStream;
    const request = new Request(`http://127.0.0.1${incoming.url ?? ""}`, {
      method: incoming.method ?? "GET",
      headers,
      ...(incoming.method === "POST" && { body, duplex: "half" }),
    });
    const answered = handle
      ? handle(request)
      : Promise.resolve(new Response(null, { status: 405 }));
    void answered.then((response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      if (!response.body) return outgoing.end();
      return Readable.fromWeb(response.body as NodeReadableStream).pipe(outgoing);
    });
  });
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  return made;
}

const post = (body: object, headers: Record<string, string> = {}, path = "/ask") =>
  fetch(base + path, {
    method: "POST",
    headers: { authorization: `Bearer ${key.key}`, ...headers },
    body: JSON.stringify(body),
  });

describe("the API", () => {
  it("answers with quotes, in a conversation that goes on", async () => {
    const first = await post({ question: QUESTION });
    expect(Number(first.headers.get("ratelimit-remaining"))).toBeGreaterThan(0);
    const answer = (await first.json()) as { conversationId: string; runId: string };
    expect(answer).toMatchObject({
      kind: "answered",
      citations: [{ documentName: "parking.md" }],
    });
    const { conversationId } = answer;
    const next = await post({ question: "And what does a lost badge cost?", conversationId });
    expect(await next.json()).toMatchObject({ conversationId });
    const unknown = await post({ question: QUESTION, conversationId: "another" });
    expect(unknown.status).toBe(404);
  });

  it("streams the same as events", async () => {
    const text = await (await post({ question: QUESTION, stream: true })).text();
    expect(text).toMatch(/^id: \d+\ndata: \{"type":"started"/);
    expect(text).toContain('"type":"answered"');
  });

  it("asks once under an idempotency key", async () => {
    const send = (question: string) => post({ question }, { "idempotency-key": "order-17" });
    const answers = await Promise.all([send(QUESTION), send(QUESTION)]);
    const [a, b] = (await Promise.all(answers.map((answer) => answer.json()))) as {
      runId: string;
    }[];
    expect(a?.runId).toBe(b?.runId);
    expect((await send("Another question?")).status).toBe(409);
  });

  it("refuses every key that isn't good, alike", async () => {
    const { ctx, workflowId } = world;
    const revoked = await createKey({ ctx, input: { workflowId, name: "R", expiresInDays: null } });
    await revokeKey({ ctx, input: { workflowId, id: revoked.id } });
    const expired = await createKey({ ctx, input: { workflowId, name: "E", expiresInDays: 1 } });
    await services.db.apiKey.update({
      where: { id: expired.id },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    const bodies = new Set<string>();
    for (const bad of ["gw_unknown", revoked.key, expired.key, "", key.key.slice(0, -1)]) {
      const refused = await post({ question: QUESTION }, { authorization: `Bearer ${bad}` });
      expect(refused.status).toBe(401);
      bodies.add(await refused.text());
    }
    expect(bodies.size).toBe(1);
    await switchChannel({ ctx, input: { workflowId, channel: "api", on: false } });
    expect((await post({ question: QUESTION })).status).toBe(401);
    await switchChannel({ ctx, input: { workflowId, channel: "api", on: true } });
    const { lastUsedAt } = await services.db.apiKey.findFirstOrThrow({ where: { id: key.id } });
    expect(lastUsedAt).not.toBeNull();
  });

  it("holds a key to its questions a minute", async () => {
    const { ctx, workflowId } = world;
    const { key: tight } = await createKey({
      ctx,
      input: { workflowId, name: "T", expiresInDays: null },
    });
    await setLimits({ ctx, input: { workflowId, limits: { ...DEFAULT_LIMITS, keyPerMinute: 1 } } });
    const headers = { authorization: `Bearer ${tight}` };
    expect((await post({ question: QUESTION }, headers)).status).toBe(200);
    const refused = await post({ question: QUESTION }, headers);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    await setLimits({ ctx, input: { workflowId, limits: DEFAULT_LIMITS } });
  });
});

describe("the official OpenAI client", () => {
  const client = () => new OpenAI({ apiKey: key.key, baseURL: base, maxRetries: 0 });
  const messages = [{ role: "user" as const, content: QUESTION }];

  it("gets an answer, whole and as a stream", async () => {
    const whole = await client().chat.completions.create({ model: "assistant", messages });
    expect(whole.choices[0]?.message.content).toMatch(/nine/);
    const stream = await client().chat.completions.create({
      model: "assistant",
      messages,
      stream: true,
    });
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    expect(text).toBe(whole.choices[0]?.message.content);
  });

  it("gets errors in the form it knows", async () => {
    const wrong = new OpenAI({ apiKey: "gw_wrong", baseURL: base, maxRetries: 0 });
    await expect(
      wrong.chat.completions.create({ model: "assistant", messages }),
    ).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    await expect(
      client().chat.completions.create({
        model: "assistant",
        messages: [{ role: "assistant", content: "No question" }],
      }),
    ).rejects.toBeInstanceOf(OpenAI.BadRequestError);
  });
});

describe("the official MCP client", () => {
  it("lists the assistant as a tool and asks it", async () => {
    const client = new Client({ name: "test", version: "1" });
    const transport = new StreamableHTTPClientTransport(new URL(`${base}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${key.key}` } },
    });
    await client.connect(transport);
    const { tools } = await client.listTools();
    expect(tools).toMatchObject([{ name: "ask", title: "Handbook" }]);
    const result = await client.callTool({ name: "ask", arguments: { question: QUESTION } });
    expect(result.structuredContent).toMatchObject({ kind: "answered" });
    await client.close();
  });

  it("is not let send more than a question needs, said beforehand or not", async () => {
    const large = Buffer.alloc(70_000, " ");
    for (const body of [large, new Blob([large]).stream()]) {
      const init = { method: "POST", duplex: "half", body };
      const headers = {
        authorization: `Bearer ${key.key}`,
        accept: "application/json, text/event-stream",
        "content-type": "application/json",
      };
      const refused = await fetch(`${base}/mcp`, { ...init, headers });
      expect(refused.status).toBe(413);
    }
  });
});
