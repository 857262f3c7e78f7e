import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { answeringWorkspace, PARKING } from "@/lib/testing/knowledge";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { indexVersion } from "../indexing/index-version";
import { readVersion } from "../indexing/read-version";
import { searchKnowledge } from "../knowledge/search";
import { startRun } from "../run/start";
import { deleteDocuments } from "./delete";
import { listStillAnswerable } from "./still-answerable";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
const { signal } = new AbortController();

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

/** Reads and indexes what waits, as its jobs would. */
async function prepare(ctx: WorkspaceContext): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const unread = await services.db.documentVersion.findMany({
    where: { workspaceId, parsedAt: null, document: { deletedAt: null } },
    select: { id: true },
  });
  for (const { id } of unread) await readVersion({ ctx, input: { versionId: id }, signal });
  const rows = await services.db.indexedVersion.findMany({
    where: { workspaceId, state: "queued" },
    select: { indexId: true, versionId: true },
  });
  for (const input of rows) await indexVersion({ ctx, input, signal });
}

describe("deleting and replacing", () => {
  it("never lets a stale passage be found, whatever comes between", async () => {
    const { ctx, sourceId, storeId } = await answeringWorkspace(services);
    /** What each name says now; the number tells the edition. */
    const present = new Map<string, { id: string; edition: number }>();
    let edition = 0;
    let stale = 0;
    let asked = 0;
    const ask = async () => {
      asked += 1;
      const words = { query: "Which edition opens the locker?", limit: 20, reader: null };
      const query = { storeId, ...words, signal };
      const found = await searchKnowledge(ctx, query);
      for (const { text } of found) {
        const told = /Edition (\d+) of (\S+) opens/.exec(text);
        if (told && present.get(told[2] ?? "")?.edition !== Number(told[1])) stale += 1;
      }
    };
    const put = async (name: string) => {
      edition += 1;
      const text = `Edition ${String(edition)} of ${name} opens the locker.`;
      const { id } = await uploadText(ctx, { sourceId, name, text });
      await prepare(ctx);
      present.set(name, { id, edition });
    };
    const remove = async (name: string) => {
      const document = present.get(name);
      if (!document) return;
      await deleteDocuments({ ctx, input: { ids: [document.id] } });
      present.delete(name);
    };
    const names = ["a.txt", "b.txt", "c.txt"];
    for (let step = 0; step < 1000; step++) {
      const name = names[Math.floor(Math.random() * names.length)] ?? "a.txt";
      const dice = Math.random();
      if (dice < 0.1) await put(name);
      else if (dice < 0.2) await remove(name);
      else await ask();
    }
    expect(asked).toBeGreaterThan(600);
    expect(stale).toBe(0);
  }, 120_000);

  it("tells which questions are still answered, and from what", async () => {
    const { ctx, sourceId, documentId, workflowId } = await answeringWorkspace(services);
    const question = "When does the garage close?";
    const { runId } = await startRun({ ctx, input: { workflowId, question } });
    const ended = async () =>
      (await services.db.run.findUniqueOrThrow({ where: { id: runId } })).status;
    await expect.poll(ended, { timeout: 20_000 }).toBe("finished");

    await deleteDocuments({ ctx, input: { ids: [documentId] } });
    const check = () => listStillAnswerable({ ctx, input: { id: documentId }, signal });
    expect(await check()).toMatchObject([{ question, workflowId, answerable: false, from: [] }]);

    const copy = await uploadText(ctx, { sourceId, name: "garage.md", text: PARKING });
    await services.drainJobs();
    expect(await check()).toMatchObject([
      { question, answerable: true, from: [{ documentId: copy.id, documentName: "garage.md" }] },
    ]);
    await expect(
      listStillAnswerable({ ctx, input: { id: "another" }, signal }),
    ).rejects.toMatchObject({ code: "document.not-found" });
  });
});
