import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { attachText } from "@/lib/testing/attached-files";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { createWorkflow } from "../workflow/create";
import { createFilePort } from "./port";

interface Place {
  ctx: WorkspaceContext;
  conversationId: string;
  fileIds: string[];
}

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
/** Two conversations of one workspace, one of another. */
let places: Place[];

const WORDS = ["garage", "closes", "nine", "badge", "euros", "locker", "visitors", "level"];

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  const one = await services.newWorkspace();
  const other = await services.newWorkspace();
  const input = { name: "Ask your files", template: "answer-from-attached-files" } as const;
  const flow = await createWorkflow({ ctx: one, input });
  const otherFlow = await createWorkflow({ ctx: other, input });
  places = [
    await conversation(one, flow.id, 1),
    await conversation(one, flow.id, 2),
    await conversation(other, otherFlow.id, 3),
  ];
  await services.drainJobs();
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

/** Two files with the same words in every conversation, and a number that tells whose they are. */
async function conversation(ctx: WorkspaceContext, workflowId: string, owner: number) {
  const text = (file: number) =>
    `Conversation ${String(owner)}, file ${String(file)}: ${WORDS.join(" ")}.`;
  const first = await attachText(ctx, { workflowId, name: "a.txt", text: text(1) });
  const { conversationId } = first;
  const second = await attachText(ctx, {
    workflowId,
    conversationId,
    name: "b.txt",
    text: text(2),
  });
  return { ctx, conversationId, fileIds: [first.file.id, second.file.id] };
}

it("gives a conversation its own passages and files, whatever ids and words it asks with", async () => {
  const everyId = places.flatMap(({ fileIds }) => fileIds);
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        place: fc.constantFrom(...places),
        asked: fc.subarray(everyId),
        words: fc.array(fc.constantFrom(...WORDS), { maxLength: 5 }),
        limit: fc.integer({ min: 1, max: 20 }),
      }),
      async ({ place, asked, words, limit }) => {
        const { ctx, conversationId, fileIds: own } = place;
        const port = createFilePort(ctx, { id: "run-of-the-test", conversationId });
        const { signal } = new AbortController();
        const query = words.join(" ");
        const passages = await port.search({ fileIds: asked, query, limit, signal });
        const expected = asked.filter((id) => own.includes(id));
        const found = passages.map(({ documentId }) => documentId);
        expect(found).toHaveLength(Math.min(limit, expected.length));
        for (const id of found) expect(expected).toContain(id);
        const files = await port.read({
          fileIds: asked,
          keepMs: 60_000,
          onReading: () => undefined,
          signal,
        });
        expect(files.map(({ id }) => id).sort()).toEqual([...expected].sort());
      },
    ),
    { numRuns: 150 },
  );
});

it("notes no use of another conversation's file", async () => {
  const [asking, asked] = places;
  if (!asking || !asked) throw new Error("no conversations");
  const run = { id: "another-run", conversationId: asking.conversationId };
  await createFilePort(asking.ctx, run).read({
    fileIds: asked.fileIds,
    keepMs: 60_000,
    onReading: () => undefined,
    signal: new AbortController().signal,
  });
  const where = { usedBy: { has: run.id } };
  expect(await services.db.conversationFile.count({ where })).toBe(0);
});
