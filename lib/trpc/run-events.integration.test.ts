import type { AddressInfo } from "node:net";
import { createTRPCClient, httpBatchStreamLink } from "@trpc/client";
import { createHTTPServer } from "@trpc/server/adapters/standalone";
import superjson from "superjson";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTerminal, runEventSchema, type RunEvent } from "@/lib/graph/run-events";
import { startRun } from "@/lib/services/run/start";
import { freshDatabase } from "@/lib/testing/database";
import { answeringWorkspace, useModelApi } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import { appRouter, type AppRouter } from "./app-router";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

/** The API over HTTP for one signed-in user. */
async function serve(userId: string) {
  const session = { userId, sessionVersion: 1 };
  const createContext = () => ({ services, session });
  const server = createHTTPServer({ router: appRouter, createContext });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}`, close: () => server.close() };
}

interface Seen {
  events: RunEvent[];
  /** The id of the last event, as a browser remembers it. */
  lastEventId: string | undefined;
}

/** Reads a stream of run events until `enough` says so, then breaks the connection as a lost network would. */
async function read(
  url: string,
  enough: (seen: Seen) => boolean,
  lastEventId?: string,
): Promise<Seen> {
  const connection = new AbortController();
  const response = await fetch(url, {
    signal: connection.signal,
    headers: {
      accept: "text/event-stream",
      ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
    },
  });
  const seen: Seen = { events: [], lastEventId };
  let buffer = "";
  const decoder = new TextDecoder();
  if (!response.body) throw new Error("no stream");
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return seen;
    buffer += decoder.decode(value, { stream: true });
    const messages = buffer.split("\n\n");
    buffer = messages.pop() ?? "";
    for (const message of messages) {
      take(seen, message);
      if (!enough(seen)) continue;
      connection.abort();
      return seen;
    }
  }
}

function take(seen: Seen, message: string): void {
  const lines = message.split("\n");
  const id = lines.find((line) => line.startsWith("id: "))?.slice(4);
  const data = lines.find((line) => line.startsWith("data: "))?.slice(6);
  if (id === undefined || data === undefined) return;
  seen.events.push(runEventSchema.parse(superjson.deserialize(JSON.parse(data) as never)));
  seen.lastEventId = id;
}

describe("a stream that breaks in mid-answer", () => {
  it("goes on after the last event, every token exactly once", async () => {
    const { ctx, workflowId } = await answeringWorkspace(services);
    const api = await useModelApi(ctx, workflowId);
    api.control({ pieceDelayMs: 30 });
    const server = await serve(ctx.actor.userId);
    const input = { workflowId, question: "What does a lost badge cost at the front desk?" };
    const { runId } = await startRun({ ctx, input });
    const query = superjson.serialize({ workspace: ctx.workspace.slug, runId });
    const url = `${server.url}/run.events?input=${encodeURIComponent(JSON.stringify(query))}`;
    const tokens = (seen: Seen) => seen.events.filter((event) => event.type === "token");

    const first = await read(url, (seen) => tokens(seen).length === 2);
    const second = await read(url, (seen) => tokens(seen).length === 2, first.lastEventId);
    const rest = await read(url, () => false, second.lastEventId);

    const all = [first, second, rest].flatMap((part) => part.events);
    const seqs = all.map((event) => event.seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    const end = all.at(-1);
    expect(end?.type).toBe("run.finished");
    expect(tokens(rest).length).toBeGreaterThan(0);
    const text = all.flatMap((event) => (event.type === "token" ? event.text : [])).join("");
    expect(text.split("A lost badge is replaced at the front desk for twelve euros.")).toHaveLength(
      2,
    );
    expect(end).toMatchObject({ output: { text: text.trim() } });
    server.close();
    await api.close();
  });
});

describe("the answer that starts a run", () => {
  it("brings its events as they happen, from the first to the last", async () => {
    const { ctx, workflowId } = await answeringWorkspace(services);
    const api = await useModelApi(ctx, workflowId);
    api.control({ pieceDelayMs: 30 });
    const server = await serve(ctx.actor.userId);
    const client = createTRPCClient<AppRouter>({
      links: [httpBatchStreamLink({ url: server.url, transformer: superjson })],
    });
    const question = "What does a lost badge cost at the front desk?";
    const workspace = ctx.workspace.slug;

    const started = await client.run.start.mutate({ workspace, workflowId, question });
    const events: RunEvent[] = [];
    let duringAnswer = 0;
    for await (const batch of started.events) {
      events.push(...batch.map((event) => runEventSchema.parse(event)));
      if (!ctx.runs.get(started.runId)?.events.some(isTerminal)) duringAnswer += 1;
    }
    expect(duringAnswer).toBeGreaterThan(2);

    expect(events[0]).toMatchObject({ type: "run.started", seq: 1, runId: started.runId });
    expect(events.filter((event) => event.type === "token").length).toBeGreaterThan(2);
    expect(events.at(-1)).toMatchObject({ type: "run.finished", output: { outcome: "answered" } });
    server.close();
    await api.close();
  });

  it("says what is wrong when there is nothing to run", async () => {
    const { ctx } = await answeringWorkspace(services);
    const server = await serve(ctx.actor.userId);
    const client = createTRPCClient<AppRouter>({
      links: [httpBatchStreamLink({ url: server.url, transformer: superjson })],
    });
    const input = { workspace: ctx.workspace.slug, workflowId: "elsewhere", question: "Hello?" };
    await expect(client.run.start.mutate(input)).rejects.toMatchObject({
      data: { app: { code: "workflow.not-found" } },
    });
    server.close();
  });
});
