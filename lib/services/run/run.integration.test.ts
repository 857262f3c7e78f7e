import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isTerminal, type RunEvent } from "@/lib/graph/run-events";
import { freshDatabase } from "@/lib/testing/database";
import { answeringWorkspace, changeNodes, useModelApi } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { cancelRun } from "./cancel";
import { getConversation } from "./conversation";
import { listConversations } from "./conversations";
import { followRun } from "./events";
import { getRun } from "./get";
import { createRunHub } from "./hub";
import { recoverRuns } from "./recover";
import { startRun } from "./start";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let prepared: Awaited<ReturnType<typeof answeringWorkspace>>;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  prepared = await answeringWorkspace(services);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

function follow(ctx: WorkspaceContext, runId: string, lastEventId?: string) {
  return followRun({ ctx, input: { runId, lastEventId }, signal: undefined });
}

async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

async function ask(ctx: WorkspaceContext, question: string, conversationId?: string) {
  const { workflowId } = prepared;
  const run = await startRun({ ctx, input: { workflowId, question, conversationId } });
  const events = await collect(follow(ctx, run.runId));
  return { ...run, events, end: events.at(-1) };
}

/** As another web server sees it: the same database, none of this process's runs. */
function elsewhere(ctx: WorkspaceContext): WorkspaceContext {
  return { ...ctx, runs: createRunHub() };
}

describe("a run", () => {
  it("answers from the documents and is stored with what each node saw", async () => {
    const { ctx, documentId } = prepared;
    const { runId, events, end } = await ask(ctx, "When does the garage close?");
    const seqs = events.map((event) => event.seq);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    expect(end).toMatchObject({
      type: "run.finished",
      output: { outcome: "answered", citations: [{ documentId }] },
    });
    const run = await getRun({ ctx, input: { runId } });
    expect(run).toMatchObject({
      status: "finished",
      error: null,
      question: "When does the garage close?",
    });
    expect(run.output?.text).toContain("nine");
    expect(run.nodes.map(({ nodeType, status }) => `${nodeType} ${status}`).sort()).toEqual([
      "answer finished",
      "chat-input finished",
      "files skipped",
      "model finished",
      "refusal skipped",
      "router finished",
      "vector-store finished",
    ]);
    const model = run.nodes.find((node) => node.nodeType === "model");
    expect(JSON.stringify(model?.inputs)).toContain("closes at nine");
  });

  it("is replayed without its tokens where it did not run", async () => {
    const { ctx } = prepared;
    const { runId, events } = await ask(ctx, "What does a lost badge cost?");
    const replayed = await collect(follow(elsewhere(ctx), runId));
    const kept = events.filter((event) => event.type !== "token");
    expect(replayed).toEqual(JSON.parse(JSON.stringify(kept)));
    expect(replayed.filter(isTerminal)).toHaveLength(1);
  });

  it("refuses what the documents don't cover", async () => {
    const { end } = await ask(prepared.ctx, "Who is the mayor of Reykjavik?");
    expect(end).toMatchObject({ type: "run.finished", output: { outcome: "refused" } });
  });

  it("of the same graph points at the same snapshot", async () => {
    const { ctx, workflowId } = prepared;
    await ask(ctx, "Where do visitors park?");
    const before = await services.db.workflowSnapshot.count({ where: { workflowId } });
    await ask(ctx, "Where do visitors park?");
    expect(await services.db.workflowSnapshot.count({ where: { workflowId } })).toBe(before);
  });

  it("belongs to a conversation that only its person and builders see", async () => {
    const { ctx, workflowId } = prepared;
    const first = await ask(ctx, "Where do visitors park?");
    const second = await ask(ctx, "And when does the garage close?", first.conversationId);
    expect(second.conversationId).toBe(first.conversationId);
    const input = { conversationId: first.conversationId };
    const turns = await getConversation({ ctx, input });
    expect(turns.map((turn) => turn.runId)).toEqual([first.runId, second.runId]);
    const [listed] = await listConversations({ ctx, input: { workflowId } });
    expect(listed).toMatchObject({ firstQuestion: "Where do visitors park?", turns: 2 });
    const viewer = await services.join(ctx.workspace, "viewer");
    await expect(getConversation({ ctx: viewer, input })).rejects.toMatchObject({
      code: "conversation.not-found",
    });
    const builder = await services.join(ctx.workspace, "builder");
    expect(await getConversation({ ctx: builder, input })).toHaveLength(2);
  });

  it("is followed while it runs by its person and by builders, by nobody else", async () => {
    const { ctx, workflowId } = prepared;
    const viewer = await services.join(ctx.workspace, "viewer");
    const input = { workflowId, question: "Where do visitors park?" };
    const own = await startRun({ ctx: viewer, input });
    const of = await startRun({ ctx, input });
    expect(services.runs.runIds()).toEqual(expect.arrayContaining([own.runId, of.runId]));
    expect((await collect(follow(viewer, own.runId))).at(-1)?.type).toBe("run.finished");
    expect((await collect(follow(ctx, own.runId))).at(-1)?.type).toBe("run.finished");
    const outsider = await services.newWorkspace();
    for (const stranger of [viewer, outsider]) {
      await expect(collect(follow(stranger, of.runId))).rejects.toMatchObject({
        code: "run.not-found",
      });
    }
    await collect(follow(ctx, of.runId));
  });

  it("is answered beside many others, the first of a graph too", async () => {
    const { ctx, workflowId } = await answeringWorkspace(services);
    const input = { workflowId, question: "When does the garage close?" };
    const runs = await Promise.all(Array.from({ length: 16 }, () => startRun({ ctx, input })));
    const ends = await Promise.all(
      runs.map(async ({ runId }) => (await collect(follow(ctx, runId))).at(-1)?.type),
    );
    expect(new Set(ends)).toEqual(new Set(["run.finished"]));
    expect(await services.db.workflowSnapshot.count({ where: { workflowId } })).toBe(1);
    const stored = await services.db.run.count({ where: { workflowId, status: "finished" } });
    expect(stored).toBe(runs.length);
  });

  it("isn't started from a draft that can't run", async () => {
    const { ctx, workflowId } = await answeringWorkspace(services);
    await changeNodes(ctx, { workflowId, type: "vector-store", params: { storeId: null } });
    const start = startRun({ ctx, input: { workflowId, question: "Anything?" } });
    await expect(start).rejects.toMatchObject({ code: "workflow.not-runnable" });
    expect(await services.db.run.count({ where: { workflowId } })).toBe(0);
  });

  it("whose process died is ended by another, once", async () => {
    const { ctx } = prepared;
    const { runId } = await ask(ctx, "Where do visitors park?");
    await services.db.runEvent.deleteMany({ where: { runId, seq: { gt: 3 } } });
    await services.db.run.update({
      where: { id: runId },
      data: { status: "running", heartbeatAt: new Date(Date.now() - 60_000) },
    });
    const [one, two] = await Promise.all([recoverRuns(services), recoverRuns(services)]);
    expect(one + two).toBe(1);
    const events = await collect(follow(elsewhere(ctx), runId, "57"));
    expect(events).toMatchObject([{ type: "run.failed", error: { code: "run.interrupted" } }]);
    expect(events[0]?.seq).toBeGreaterThan(57);
    expect(await getRun({ ctx, input: { runId } })).toMatchObject({ status: "failed" });
  });

  it("goes on when its process stood still for long", async () => {
    const { ctx, workflowId } = await answeringWorkspace(services);
    const api = await useModelApi(ctx, workflowId);
    api.control({ pieceDelayMs: 100 });
    const { runId } = await startRun({
      ctx,
      input: { workflowId, question: "When does the garage close?" },
    });
    const types: string[] = [];
    for await (const event of follow(ctx, runId)) {
      if (event.type === "token" && !types.includes("token")) {
        const heartbeatAt = new Date(Date.now() - 60_000);
        await services.db.run.update({ where: { id: runId }, data: { heartbeatAt } });
        expect(await recoverRuns(services)).toBe(0);
      }
      types.push(event.type);
    }
    expect(types.at(-1)).toBe("run.finished");
    await api.close();
  });
});

describe("cancelling", () => {
  it.each([
    ["here", (ctx: WorkspaceContext) => ctx],
    ["from another process", elsewhere],
  ])("%s ends the run once and closes the call to the model", async (_where, from) => {
    const { ctx, workflowId } = await answeringWorkspace(services);
    const api = await useModelApi(ctx, workflowId);
    api.control({ pieceDelayMs: 700 });
    const { runId } = await startRun({
      ctx,
      input: { workflowId, question: "When does the garage close?" },
    });
    const events: RunEvent[] = [];
    for await (const event of follow(ctx, runId)) {
      events.push(event);
      if (event.type === "token") await cancelRun({ ctx: from(ctx), input: { runId } });
    }
    expect(events.filter(isTerminal).map((event) => event.type)).toEqual(["run.cancelled"]);
    const call = api.calls.find(({ path }) => path.endsWith("/chat/completions"));
    await expect.poll(() => call?.closedEarly, { timeout: 5000 }).toBe(true);
    const run = await getRun({ ctx, input: { runId } });
    expect(run.status).toBe("cancelled");
    expect(run.nodes.find((node) => node.nodeType === "model")?.status).toBe("cancelled");
    await api.close();
  });
});
