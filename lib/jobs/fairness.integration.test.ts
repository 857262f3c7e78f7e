import type PgBoss from "pg-boss";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createSource } from "@/lib/services/source/create";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import { openBoss } from "./queue";
import { takeJob } from "./work";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let boss: PgBoss;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  boss = await openBoss(database.url, { maintain: false });
});
afterAll(async () => {
  await boss.stop({ graceful: false, wait: true });
  await services.close();
  await database.stop();
});

const take = () => takeJob({ boss, services });

async function emptyQueue(): Promise<void> {
  for (let job = await take(); job; job = await take()) await boss.complete(job.name, job.id);
}

it("lets a file added alone pass an import of many, in the same source and in another", async () => {
  const ctx = await services.newWorkspace();
  const [source, other] = [
    await createSource({ ctx, input: { name: "A" } }),
    await createSource({ ctx, input: { name: "B" } }),
  ];
  for (let file = 0; file < 30; file++) {
    const name = `${String(file)}.txt`;
    await uploadText(ctx, { sourceId: source.id, name, text: name, batch: "import" });
  }
  const alone = await Promise.all(
    [source, other].map(({ id }) =>
      uploadText(ctx, { sourceId: id, name: "alone.txt", text: `alone in ${id}` }),
    ),
  );
  const versions = await services.db.documentVersion.findMany({
    where: { documentId: { in: alone.map(({ id }) => id) } },
  });
  const taken = [await take(), await take(), await take()];
  const ids = taken.map((job) => (job?.data as { versionId: string }).versionId);
  for (const { id } of versions) expect(ids).toContain(id);
  await emptyQueue();
});

it("takes jobs quickly while ten thousand wait, the most urgent of any kind first", async () => {
  const workspaceId = "workspace";
  const jobs = Array.from({ length: 10_000 }, (_, index) => ({
    payload: { workspaceId, indexId: "index", versionId: `version-${String(index)}` },
    priority: 0 - index,
  }));
  await services.db.$transaction(async (tx) => {
    await services.jobs.enqueueAll(tx, "index-version", jobs);
    const payload = { workspaceId, versionId: "urgent" };
    await services.jobs.enqueueAll(tx, "read-version", [{ payload, priority: 0 }]);
  });
  const names = [await take(), await take(), await take()].map((job) => job?.name);
  expect(names).toEqual(["index-version", "read-version", "index-version"]);
  const times: number[] = [];
  for (let turn = 0; turn < 21; turn++) {
    const start = performance.now();
    expect(await take()).toMatchObject({ data: { versionId: `version-${String(turn + 2)}` } });
    times.push(performance.now() - start);
  }
  const median = times.sort((a, b) => a - b)[10] ?? Infinity;
  expect(median).toBeLessThan(40);
});
