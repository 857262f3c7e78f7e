import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { uploadText } from "@/lib/testing/services";
import { createSource } from "./create";
import { sourceReading } from "./reading";
import { recognizeText } from "./recognize-text";
import { setReading } from "./set-reading";

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

async function newSource() {
  const ctx = await services.newWorkspace();
  const { id } = await createSource({ ctx, input: { name: "Letters" } });
  return { ctx, id, reading: () => sourceReading({ ctx, input: { id } }) };
}

describe("how a source is read", () => {
  it("is without recognition until it is switched on, and again after it is switched off", async () => {
    const { ctx, id, reading } = await newSource();
    const off = { languages: [], comments: false };
    expect(await reading()).toMatchObject({ ...off, available: ["eng"] });
    await setReading({ ctx, input: { id, languages: ["eng"], comments: true } });
    expect(await reading()).toMatchObject({ languages: ["eng"], comments: true });
    await setReading({ ctx, input: { id, ...off, languages: [] } });
    expect(await reading()).toMatchObject(off);
  });

  it("takes no language whose data isn't here, and stays as it was", async () => {
    const { ctx, id, reading } = await newSource();
    const change = setReading({ ctx, input: { id, languages: ["eng", "tlh"], comments: true } });
    await expect(change).rejects.toMatchObject({ code: "ingestion.ocr-language" });
    expect(await reading()).toMatchObject({ languages: [], comments: false });
  });
});

describe("recognising the text of documents", () => {
  it("switches it on in their sources only, and leaves what was chosen there", async () => {
    const { ctx, id, reading } = await newSource();
    await setReading({ ctx, input: { id, languages: [], comments: true } });
    const untouched = await createSource({ ctx, input: { name: "Others" } });
    const document = await uploadText(ctx, { sourceId: id, name: "a.md", text: "Text." });
    const ask = () => recognizeText({ ctx, input: { ids: [document.id] } });
    expect(await ask()).toEqual({ changed: 1 });
    expect(await reading()).toMatchObject({ languages: ["eng"], comments: true });
    expect(await ask()).toEqual({ changed: 0 });
    const others = await sourceReading({ ctx, input: { id: untouched.id } });
    expect(others.languages).toEqual([]);
  });
});
