import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { freshDatabase } from "@/lib/testing/database";
import { askToEnd, attachText } from "@/lib/testing/attached-files";
import { answeringWorkspace } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import { createWorkflow } from "../workflow/create";
import { deleteConversation } from "./delete";
import { expireConversations } from "./expire";
import { exportConversations } from "./export";
import { listAll, listAllInput } from "./list";
import { reviewConversation } from "./review";

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

function ask(question: string, conversationId?: string) {
  const { ctx, workflowId } = prepared;
  return askToEnd(ctx, { workflowId, question, conversationId });
}

const list = (filter: Partial<z.input<typeof listAllInput>> = {}) =>
  listAll({
    ctx: prepared.ctx,
    input: listAllInput.parse({ workflowId: prepared.workflowId, ...filter }),
  });
const idsOf = async (filter: object) => (await list(filter)).items.map(({ id }) => id);

/** Makes a conversation one of a visitor, last asked so many days ago. */
async function ofVisitor(conversationId: string, daysAgo: number, retentionDays: number | null) {
  const { ctx, workflowId } = prepared;
  const workspaceId = ctx.workspace.id;
  const publication = await services.db.publication.upsert({
    where: { workflowId },
    create: { id: randomUUID(), workspaceId, workflowId, retentionDays },
    update: { retentionDays },
  });
  const visitor = await services.db.visitor.create({
    data: { workspaceId, publicationId: publication.id, name: "Vera Visitor" },
  });
  const at = new Date(Date.now() - daysAgo * 86_400_000);
  await services.db.conversation.update({
    where: { id: conversationId },
    data: {
      userId: null,
      publicationId: publication.id,
      visitorId: visitor.id,
      channel: "widget",
      createdAt: at,
    },
  });
  await services.db.run.updateMany({ where: { conversationId }, data: { startedAt: at } });
}

describe("the conversations of a workflow", () => {
  it("are found by what is worth a look in them, in pages", async () => {
    const { ctx } = prepared;
    const answered = await ask("When does the garage close?");
    await ask("And where do visitors park?", answered.conversationId);
    const refused = await ask("Who won the football match in Lisbon?");
    const disliked = await ask("What does a lost badge cost?");
    const workspaceId = ctx.workspace.id;
    await services.db.runFeedback.create({
      data: { runId: disliked.runId ?? "", workspaceId, value: "down", comment: "Too short" },
    });
    const connectionId = "built-in";
    await services.db.modelCall.create({
      data: {
        workspaceId,
        connectionId,
        model: "m",
        runId: answered.runId,
        inputTokens: 1,
        outputTokens: 1,
        cost: 0.4,
      },
    });
    const all = await list();
    expect(all.items.map(({ id }) => id)).toEqual([
      disliked.conversationId,
      refused.conversationId,
      answered.conversationId,
    ]);
    expect(all.items[2]).toMatchObject({
      firstQuestion: "When does the garage close?",
      turns: 2,
      channel: null,
      asker: "Pat Person",
      refused: false,
      cost: 0.4,
    });
    expect(await idsOf({ mark: "refused" })).toEqual([refused.conversationId]);
    expect(await idsOf({ mark: "disliked" })).toEqual([disliked.conversationId]);
    expect(await idsOf({ mark: "costly" })).toEqual([answered.conversationId]);
    expect(await idsOf({ mark: "failed" })).toEqual([]);
    expect(await idsOf({ search: "VISITORS PARK" })).toEqual([answered.conversationId]);
    expect(await idsOf({ search: "%" })).toEqual([]);
    expect(await idsOf({ where: "outside" })).toEqual([]);
    const first = await list({ limit: 2 });
    expect(await idsOf({ limit: 2, cursor: first.next ?? "" })).toEqual([answered.conversationId]);
  });

  it("are read whole, with what the asker thought of each answer", async () => {
    const [newest] = (await list()).items;
    const turns = await reviewConversation({
      ctx: prepared.ctx,
      input: { conversationId: newest?.id ?? "" },
    });
    expect(turns).toMatchObject([
      {
        question: "What does a lost badge cost?",
        output: { outcome: "answered" },
        feedback: { value: "down", comment: "Too short" },
        cost: null,
      },
    ]);
    expect(turns[0]?.durationMs).toBeGreaterThan(0);
  });

  it("can be taken along as CSV that starts no formula", async () => {
    await ask("=1+1 is what?");
    const { ctx, workflowId } = prepared;
    const csv = await exportConversations({ ctx, input: listAllInput.parse({ workflowId }) });
    expect(csv).toContain("'=1+1 is what?");
    expect(csv).toContain("Too short");
  });

  it("are deleted with the bytes of their files, and only in their own workspace", async () => {
    const { ctx } = prepared;
    const input = { name: "Files", template: "answer-from-attached-files" as const };
    const { id: workflowId } = await createWorkflow({ ctx, input });
    const { conversationId } = await attachText(ctx, {
      workflowId,
      name: "note.txt",
      text: "The code is seven.",
    });
    await services.drainJobs();
    const file = await services.db.conversationFile.findFirstOrThrow({ where: { conversationId } });
    const stranger = await services.newWorkspace();
    const of = { input: { conversationId } };
    await expect(deleteConversation({ ctx: stranger, ...of })).rejects.toMatchObject({
      code: "conversation.not-found",
    });
    await deleteConversation({ ctx, ...of });
    expect(await services.db.conversation.count({ where: { id: conversationId } })).toBe(0);
    expect(await services.db.conversationFile.count({ where: { conversationId } })).toBe(0);
    expect(await services.storage.exists(file.storageKey)).toBe(false);
  });

  it("from outside go when their time is over, counted from the last question", async () => {
    const old = await ask("When does the garage close?");
    const young = await ask("When does the garage close?");
    await ofVisitor(old.conversationId, 31, 30);
    await ofVisitor(young.conversationId, 29, 30);
    expect((await list({ where: "outside" })).items).toHaveLength(2);
    expect(await expireConversations(services)).toBe(1);
    const left = (await list({ where: "outside" })).items;
    expect(left).toMatchObject([{ id: young.conversationId, asker: "Vera Visitor" }]);
    await services.db.publication.updateMany({ data: { retentionDays: null } });
    expect(await expireConversations(services)).toBe(0);
  });
});
