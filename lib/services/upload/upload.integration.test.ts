import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_FILE_BYTES } from "@/lib/knowledge/files/limits";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { openOriginal } from "../document/open-original";
import { listDocuments } from "../document/list";
import { createSource } from "../source/create";
import { abortUpload } from "./abort";
import { beginUpload } from "./begin";
import { completeUpload } from "./complete";
import { getUpload } from "./get";
import { PART_BYTES } from "./plan";
import { purgeAbandonedUploads } from "./purge-abandoned";
import { putPart } from "./put-part";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
const { signal } = new AbortController();
const file = randomBytes(PART_BYTES + 1000);
const sha256 = createHash("sha256").update(file).digest("hex");

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

async function begin(size = file.length) {
  const ctx = await services.newWorkspace();
  const { id: sourceId } = await createSource({ ctx, input: { name: "Files" } });
  const about = { sourceId, name: "big.bin", folder: "a/./b", mimeType: "", size };
  return { ctx, sourceId, ...(await beginUpload({ ctx, input: about })) };
}

function send({ ctx, id }: { ctx: WorkspaceContext; id: string }, number: number, bytes?: Buffer) {
  const part = bytes ?? file.subarray(number * PART_BYTES, (number + 1) * PART_BYTES);
  return putPart({ ctx, input: { id, number }, body: Readable.from([part]), signal });
}

describe("an upload in parts", () => {
  it("goes on after an interruption and becomes a document with its folder", async () => {
    const { ctx, id, parts } = await begin();
    expect(parts).toBe(2);
    await send({ ctx, id }, 1);
    expect(await getUpload({ ctx, input: { id } })).toMatchObject({ missing: [0] });
    const early = completeUpload({ ctx, input: { id, sha256 }, signal });
    await expect(early).rejects.toMatchObject({ code: "upload.incomplete" });
    await send({ ctx, id }, 0);
    await send({ ctx, id }, 0);
    const document = await completeUpload({ ctx, input: { id, sha256 }, signal });
    const { items } = await listDocuments({ ctx, input: {} });
    expect(items).toMatchObject([{ id: document.id, name: "big.bin", folder: "a/b" }]);
    const original = await openOriginal({ ctx, input: { id: document.id } });
    expect((await buffer(original.body)).equals(file)).toBe(true);
    await expect(getUpload({ ctx, input: { id } })).rejects.toMatchObject({
      code: "upload.not-found",
    });
  });

  it("says the same again when its answer was lost", async () => {
    const { ctx, id } = await begin();
    await send({ ctx, id }, 0);
    await send({ ctx, id }, 1);
    const complete = () => completeUpload({ ctx, input: { id, sha256 }, signal });
    const first = await complete();
    expect(await complete()).toMatchObject({ id: first.id });
    expect((await listDocuments({ ctx, input: {} })).items).toHaveLength(1);
    expect(await services.db.uploadPart.count({ where: { uploadId: id } })).toBe(0);
    // It takes no room any more, and is forgotten after a day like any other.
    await purgeAbandonedUploads(services, Date.now() + 25 * 3_600_000);
    await expect(complete()).rejects.toMatchObject({ code: "upload.not-found" });
    expect((await listDocuments({ ctx, input: {} })).items).toHaveLength(1);
  });

  it("refuses a part of the wrong size, and a whole that is not what was sent", async () => {
    const { ctx, id } = await begin();
    const short = send({ ctx, id }, 0, Buffer.from("short"));
    await expect(short).rejects.toMatchObject({ code: "upload.wrong-part" });
    await expect(send({ ctx, id }, 2)).rejects.toMatchObject({ code: "upload.wrong-part" });
    await send({ ctx, id }, 0, randomBytes(PART_BYTES));
    await send({ ctx, id }, 1);
    const damaged = completeUpload({ ctx, input: { id, sha256 }, signal });
    await expect(damaged).rejects.toMatchObject({ code: "upload.damaged" });
    // The bad part sent again mends it.
    await send({ ctx, id }, 0);
    await completeUpload({ ctx, input: { id, sha256 }, signal });
  });

  it("refuses what is too large, alone or with what is on its way", async () => {
    await expect(begin(MAX_FILE_BYTES + 1)).rejects.toMatchObject({ code: "storage.too-large" });
    const { ctx, sourceId } = await begin(MAX_FILE_BYTES);
    const another = () =>
      beginUpload({
        ctx,
        input: { sourceId, name: "more.bin", mimeType: "", size: MAX_FILE_BYTES },
      });
    for (let more = 0; more < 7; more++) await another();
    await expect(another()).rejects.toMatchObject({ code: "upload.too-much" });
  });

  it("leaves nothing behind when it is given up or abandoned", async () => {
    for (const end of ["abort", "purge"] as const) {
      const { ctx, id } = await begin();
      await send({ ctx, id }, 1);
      const [part] = await services.db.uploadPart.findMany({ where: { uploadId: id } });
      const key = part?.storageKey ?? "";
      expect(await purgeAbandonedUploads(services)).toBe(0);
      expect(await services.storage.exists(key)).toBe(true);
      if (end === "abort") await abortUpload({ ctx, input: { id } });
      else await purgeAbandonedUploads(services, Date.now() + 25 * 3_600_000);
      expect(await services.storage.exists(key)).toBe(false);
      expect(await services.db.upload.count({ where: { id } })).toBe(0);
    }
  });
});
