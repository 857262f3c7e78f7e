import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askToEnd, attachText } from "@/lib/testing/attached-files";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { getConversation } from "../run/conversation";
import { createWorkflow } from "../workflow/create";
import { deleteWorkflow } from "../workflow/delete";
import { expireFiles } from "./expire";
import { listFiles } from "./list";
import { removeFile } from "./remove";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let ctx: WorkspaceContext;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  ctx = await services.newWorkspace();
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

/** A word found nowhere else, and so wherever the file has left something. */
const MARK = "zyxquatl";
const TEXT = `The ${MARK} garage closes at nine in the evening. Visitors park on level two.`;
const QUESTION = "When does the garage close?";

/** A conversation that has answered from a file with the mark in its text and its name. */
async function answered() {
  const { id: workflowId } = await createWorkflow({
    ctx,
    input: { name: "Ask your files", template: "answer-from-attached-files" },
  });
  const attached = await attachText(ctx, { workflowId, name: `${MARK}.txt`, text: TEXT });
  await services.drainJobs();
  const { conversationId } = attached;
  const run = await askToEnd(ctx, { workflowId, conversationId, question: QUESTION });
  expect(run.output?.text).toContain(MARK);
  return { workflowId, conversationId, fileId: attached.file.id };
}

/** Tables that hold the mark anywhere in a row, in every schema. */
async function tablesWithMark(): Promise<string[]> {
  const tables = await services.sql.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
    [],
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await services.sql.query<{ there: boolean }>(
      `select exists (select from ${name} row where row::text like $1) as there`,
      [`%${MARK}%`],
    );
    if (row?.there) found.push(name);
  }
  return found;
}

async function filesWithMark(): Promise<string[]> {
  const entries = await readdir(services.folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.map((file) => readFile(file, "utf8")));
  return paths.filter((_, index) => texts[index]?.includes(MARK));
}

const nothing = async () => {
  expect(await tablesWithMark()).toEqual([]);
  expect(await filesWithMark()).toEqual([]);
};

describe("after its time a file", () => {
  it("is answered from no more, and then nothing of it remains anywhere", async () => {
    const { workflowId, conversationId, fileId } = await answered();
    const before = await tablesWithMark();
    expect(before).toContain("search.attached_passage");
    expect(before).toContain('public."ConversationFile"');
    expect(before).toContain('public."Run"');
    expect(await filesWithMark()).toHaveLength(1);
    expect(await expireFiles(services)).toBe(0);

    await services.db.conversationFile.update({
      where: { id: fileId },
      data: { expiresAt: new Date() },
    });
    expect(await listFiles({ ctx, input: { conversationId } })).toEqual([]);
    const run = await askToEnd(ctx, { workflowId, conversationId, question: QUESTION });
    expect(run.output).toMatchObject({ outcome: "refused", refusal: { nearest: [] } });

    expect(await expireFiles(services)).toBe(1);
    expect(await expireFiles(services)).toBe(0);
    await services.drainJobs();
    await nothing();
    expect(await services.db.conversationFile.count()).toBe(0);
    const turns = await getConversation({ ctx, input: { conversationId } });
    expect(turns.map(({ question, output }) => [question, output?.withdrawn])).toEqual([
      [QUESTION, true],
      [QUESTION, undefined],
    ]);
  });

  it("counts from its last use", async () => {
    const { workflowId, conversationId, fileId } = await answered();
    const soon = new Date(Date.now() + 60_000);
    const where = { id: fileId };
    await services.db.conversationFile.update({ where, data: { expiresAt: soon } });
    await askToEnd(ctx, { workflowId, conversationId, question: QUESTION });
    const { expiresAt } = await services.db.conversationFile.findUniqueOrThrow({ where });
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000);
    await services.db.conversationFile.update({ where, data: { expiresAt: new Date() } });
    await expireFiles(services);
    await services.drainJobs();
    await nothing();
  });
});

it("leaves no name in a question it made fail", async () => {
  const { id: workflowId } = await createWorkflow({
    ctx,
    input: { name: "Ask your files", template: "answer-from-attached-files" },
  });
  const text = "%PDF-1.7 broken";
  const { conversationId, file } = await attachText(ctx, { workflowId, name: `${MARK}.pdf`, text });
  await services.drainJobs();
  const run = await askToEnd(ctx, { workflowId, conversationId, question: QUESTION });
  expect(run.error?.code).toBe("conversation-file.unreadable");
  await removeFile({ ctx, input: { id: file.id } });
  await services.drainJobs();
  await nothing();
});

it("goes with its workflow", async () => {
  const { workflowId } = await answered();
  await deleteWorkflow({ ctx, input: { id: workflowId } });
  await services.drainJobs();
  await nothing();
});

it("waits with removing until a run that reads it has ended", async () => {
  const { fileId } = await answered();
  const { usedBy } = await services.db.conversationFile.findUniqueOrThrow({
    where: { id: fileId },
  });
  const runs = { id: { in: usedBy } };
  await services.db.run.updateMany({ where: runs, data: { status: "running" } });
  const where = { id: fileId };
  await services.db.conversationFile.update({ where, data: { expiresAt: new Date() } });
  await expireFiles(services);
  setTimeout(() => {
    // Sent only when somebody waits for it.
    void services.db.run.updateMany({ where: runs, data: { status: "finished" } }).then();
  }, 500);
  await services.drainJobs();
  await nothing();
});
