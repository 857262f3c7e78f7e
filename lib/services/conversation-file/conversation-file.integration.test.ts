import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAppError } from "@/lib/errors/app-error";
import { askToEnd, attachText } from "@/lib/testing/attached-files";
import { freshDatabase } from "@/lib/testing/database";
import { changeNodes } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { getConversation } from "../run/conversation";
import { createWorkflow } from "../workflow/create";
import { MAX_FILES, WORKSPACE_QUOTA_BYTES } from "./limits";
import { listFiles } from "./list";
import { removeFile } from "./remove";
import { viewFile } from "./view";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let ctx: WorkspaceContext;
let workflowId: string;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  ctx = await services.newWorkspace();
  workflowId = await newWorkflow();
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

async function newWorkflow(): Promise<string> {
  const input = { name: "Ask your files", template: "answer-from-attached-files" } as const;
  return (await createWorkflow({ ctx, input })).id;
}

const GARAGE = "Visitors park on level two. The garage closes at nine in the evening.";
const QUESTION = "When does the garage close?";
/** About 30 passages of which one answers. */
const LONG = Array.from({ length: 60 }, (_, at) =>
  at === 37
    ? `# Garage\n\n${GARAGE}`
    : `# Locker ${String(at)}\n\n${`Locker ${String(at)} opens with a key of its own, number ${String(at * 7)}. `.repeat(8)}`,
).join("\n\n");

/** Attaches a text to a conversation, or a new one, and has it read. */
async function attachAndRead(text: string, more: { name?: string; conversationId?: string } = {}) {
  const name = more.name ?? "garage.md";
  const attached = await attachText(ctx, { workflowId, text, ...more, name });
  await services.drainJobs();
  return { conversationId: attached.conversationId, fileId: attached.file.id };
}

const listed = (conversationId: string, as = ctx) =>
  listFiles({ ctx: as, input: { conversationId } });

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "none",
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );
}

describe("an attached file", () => {
  it("is read whole when it is short, and cited at its very words", async () => {
    const { conversationId, fileId } = await attachAndRead(GARAGE);
    expect(await listed(conversationId)).toMatchObject([
      { id: fileId, name: "garage.md", state: "ready", error: null, passages: 1 },
    ]);
    const run = await askToEnd(ctx, { workflowId, conversationId, question: QUESTION });
    expect(run.output).toMatchObject({ outcome: "answered" });
    expect(run.output?.text).toContain("nine in the evening");
    expect(run.files).toEqual([{ fileId, name: "garage.md", used: 1, total: 1, whole: true }]);
    const [citation] = run.output?.citations ?? [];
    expect(citation).toMatchObject({ documentId: fileId, attached: true });
    const around = { start: citation?.start ?? 0, end: citation?.end ?? 0 };
    const view = await viewFile({ ctx, input: { id: fileId, around } });
    expect(view.text.slice(around.start, around.end)).toBe(citation?.quote);
    const [turn] = await getConversation({ ctx, input: { conversationId } });
    expect(turn?.files).toEqual(run.files);
  });

  it("is searched when it is long, and the answer says how much was used", async () => {
    const { conversationId, fileId } = await attachAndRead(LONG);
    await changeNodes(ctx, { workflowId, type: "visitor-files", params: { wholeUpTo: 1000 } });
    const run = await askToEnd(ctx, { workflowId, conversationId, question: QUESTION });
    await changeNodes(ctx, { workflowId, type: "visitor-files", params: { wholeUpTo: 6000 } });
    expect(run.output).toMatchObject({ outcome: "answered", citations: [{ documentId: fileId }] });
    const [use] = run.files;
    expect(use).toMatchObject({ fileId, used: 14, whole: false });
    expect(use?.total).toBeGreaterThan(14);
  });

  it("is waited for, and asked about once it is read", async () => {
    const attached = await attachText(ctx, { workflowId, name: "garage.md", text: GARAGE });
    const { conversationId } = attached;
    const asked = askToEnd(ctx, { workflowId, conversationId, question: QUESTION });
    await services.drainJobs();
    expect((await asked).output).toMatchObject({ outcome: "answered" });
  });

  it("that can't be read fails the question and says which file it was", async () => {
    const { conversationId } = await attachAndRead("%PDF-1.7 broken", { name: "broken.pdf" });
    const [file] = await listed(conversationId);
    expect(file).toMatchObject({ state: "failed", passages: 0 });
    expect(file?.error?.code).toMatch(/^ingestion\./);
    const run = await askToEnd(ctx, { workflowId, conversationId, question: QUESTION });
    expect(run).toMatchObject({
      status: "failed",
      error: { code: "conversation-file.unreadable", params: { name: "broken.pdf" } },
    });
  });

  it("is kept once, however often it is attached", async () => {
    const { conversationId, fileId } = await attachAndRead(GARAGE);
    expect((await attachAndRead(GARAGE, { conversationId })).fileId).toBe(fileId);
    expect(await listed(conversationId)).toHaveLength(1);
  });

  it("can be taken away again", async () => {
    const { conversationId, fileId } = await attachAndRead(GARAGE);
    await removeFile({ ctx, input: { id: fileId } });
    expect(await listed(conversationId)).toEqual([]);
    const run = await askToEnd(ctx, { workflowId, conversationId, question: QUESTION });
    expect(run.output).toMatchObject({ outcome: "refused", refusal: { nearest: [] } });
    expect(await codeOf(removeFile({ ctx, input: { id: fileId } }))).toBe(
      "conversation-file.not-found",
    );
  });
});

describe("the limits", () => {
  it("are told: no node, too many, too large, empty, quota", async () => {
    const blank = await createWorkflow({ ctx, input: { name: "No files", template: "blank" } });
    const attach = (text: string, more: object = {}) =>
      attachText(ctx, { workflowId, name: "more.txt", text, ...more });
    expect(await codeOf(attach("x", { workflowId: blank.id }))).toBe("conversation-file.not-taken");
    expect(await codeOf(attach(""))).toBe("document.empty");
    expect(await codeOf(attach("x".repeat(20 * 1024 * 1024 + 1)))).toBe("storage.too-large");

    const { conversationId } = await attach("0");
    for (let at = 1; at < MAX_FILES; at += 1) await attach(String(at), { conversationId });
    expect(await codeOf(attach("one more", { conversationId }))).toBe("conversation-file.too-many");

    const [file] = await listed(conversationId);
    await services.db.conversationFile.update({
      where: { id: file?.id ?? "" },
      data: { size: WORKSPACE_QUOTA_BYTES },
    });
    expect(await codeOf(attach("y"))).toBe("conversation-file.quota");
    await removeFile({ ctx, input: { id: file?.id ?? "" } });
    await services.drainJobs();
    expect(await codeOf(attach("y"))).toBe("none");
  });
});

describe("who sees a conversation", () => {
  it("sees its files, and nobody else", async () => {
    const { conversationId, fileId } = await attachAndRead(GARAGE);
    const viewer = await services.join(ctx.workspace, "viewer");
    const stranger = await services.newWorkspace();
    for (const as of [viewer, stranger]) {
      expect(await codeOf(listed(conversationId, as))).toBe("conversation.not-found");
      const view = viewFile({ ctx: as, input: { id: fileId } });
      expect(await codeOf(view)).toBe("conversation-file.not-found");
      const remove = removeFile({ ctx: as, input: { id: fileId } });
      expect(await codeOf(remove)).toBe("conversation-file.not-found");
      const add = attachText(as, { workflowId, conversationId, name: "a.txt", text: "mine" });
      expect(await codeOf(add)).toMatch(/^(conversation|workflow)\.not-found$/);
    }
    const own = await attachText(viewer, { workflowId, name: "a.txt", text: "mine" });
    expect(await listed(own.conversationId, viewer)).toHaveLength(1);
  });
});
