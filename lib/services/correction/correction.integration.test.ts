import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { answeringWorkspace, PARKING } from "@/lib/testing/knowledge";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { listDocumentPassages, type PassageItem } from "../document/passages";
import { indexVersion } from "../indexing/index-version";
import { listDocuments } from "../document/list";
import { searchKnowledge } from "../knowledge/search";
import { setChunking } from "../store/set-chunking";
import { setEmbedding } from "../store/set-embedding";
import { addPassage } from "./add";
import { editPassage } from "./edit";
import { excludePassage } from "./exclude";
import { undoCorrection } from "./undo";
import { viewCorrection } from "./view";

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

async function find(ctx: WorkspaceContext, storeId: string, query: string) {
  return searchKnowledge(ctx, { storeId, query, limit: 50, reader: null, signal });
}
const textsOf = (found: { text: string }[]) => found.map(({ text }) => text).join("\n");

async function list(ctx: WorkspaceContext, id: string) {
  return listDocumentPassages({ ctx, input: { id } });
}

/** The passage of the document's own text that says something. */
async function saying(ctx: WorkspaceContext, id: string, words: string) {
  const { items, versionId } = await list(ctx, id);
  const item = items.find((one) => one.correction === null && one.text.includes(words));
  if (!item?.range || !versionId) throw new Error(`no passage says “${words}”`);
  return { item, target: { versionId, ...item.range } };
}

/** What every citation rests on: text and offsets of whatever is found agree with what is stored. */
async function expectProvable(ctx: WorkspaceContext, storeId: string, query: string) {
  for (const passage of await find(ctx, storeId, query)) {
    const { text } = passage.correction
      ? await viewCorrection({ ctx, input: { id: passage.correction.id } })
      : await services.db.documentVersion.findFirstOrThrow({ where: { id: passage.versionId } });
    expect(text?.slice(passage.start, passage.end)).toBe(passage.text);
    expect(createHash("sha256").update(passage.text).digest("hex")).toBe(passage.textHash);
  }
}

/** Sentences that fill several passages which overlap. */
const RULES = Array.from(
  { length: 120 },
  (_, at) =>
    `Rule ${String(at)} says that gate ${String(at * 7 + 1000)} opens with key ${String(at)}.`,
).join(" ");

async function withRules() {
  const world = await answeringWorkspace(services);
  const { ctx, sourceId } = world;
  const { id } = await uploadText(ctx, { sourceId, name: "rules.txt", text: RULES });
  await services.drainJobs();
  return { ...world, id };
}

describe("an excluded passage", () => {
  it("is found by no question from the same moment on, while its neighbours stay found", async () => {
    const { ctx, storeId, id } = await withRules();
    const { items } = await list(ctx, id);
    const middle = items[1];
    if (!middle?.range) throw new Error("the rules give too few passages");
    const before = items[0]?.text.slice(0, 60) ?? "";
    const { target } = await saying(ctx, id, middle.text);
    await excludePassage({ ctx, input: { documentId: id, target } });

    const gone = [...middle.text.matchAll(/gate \d+/g)].map(([gate]) => gate);
    const check = async () => {
      for (const gate of gone) {
        expect(textsOf(await find(ctx, storeId, `What opens ${gate}?`))).not.toContain(gate);
      }
      expect(textsOf(await find(ctx, storeId, "Which gate opens with key 0?"))).toContain(before);
      await expectProvable(ctx, storeId, "Which gate opens?");
    };
    await check();
    await services.drainJobs();
    await check();
    const after = await list(ctx, id);
    expect(after.items.filter(({ correction }) => correction)).toMatchObject([
      { correction: { kind: "exclude", applies: true }, found: false, text: middle.text },
    ]);
    expect(after.counts).toMatchObject({ corrected: 1, lost: 0 });
  });

  it("comes back when that is taken back", async () => {
    const { ctx, storeId, documentId } = await answeringWorkspace(services);
    const { target } = await saying(ctx, documentId, "twelve euros");
    const { id } = await excludePassage({ ctx, input: { documentId, target } });
    await services.drainJobs();
    expect(textsOf(await find(ctx, storeId, "lost badge"))).not.toContain("twelve");
    await undoCorrection({ ctx, input: { documentId, id: id ?? "" } });
    await services.drainJobs();
    expect(textsOf(await find(ctx, storeId, "lost badge"))).toContain("twelve euros");
    expect((await list(ctx, documentId)).counts).toMatchObject({ corrected: 0, all: 2 });
  });

  it("may be all there is: the document then says so, until one comes back", async () => {
    const { ctx, sourceId } = await answeringWorkspace(services);
    const { id } = await uploadText(ctx, { sourceId, name: "one.txt", text: "Only this is said." });
    await services.drainJobs();
    const { target } = await saying(ctx, id, "Only this");
    const made = await excludePassage({ ctx, input: { documentId: id, target } });
    await services.drainJobs();
    const state = async () =>
      (await listDocuments({ ctx, input: {} })).items.find((one) => one.id === id);
    expect(await state()).toMatchObject({
      state: "skipped",
      error: { code: "correction.all-excluded" },
    });
    await undoCorrection({ ctx, input: { documentId: id, id: made.id ?? "" } });
    await services.drainJobs();
    expect(await state()).toMatchObject({ state: "ready", passages: 1, error: null });
  });
});

describe("edited and added passages", () => {
  it("replace what the document says, are marked, and are provable by their own text", async () => {
    const { ctx, storeId, documentId } = await answeringWorkspace(services);
    const { target } = await saying(ctx, documentId, "twelve euros");
    const text = "A lost badge is replaced at the front desk for fifteen euros.";
    const { id } = await editPassage({ ctx, input: { documentId, target, text } });
    expect(textsOf(await find(ctx, storeId, "lost badge"))).not.toContain("twelve");
    await services.drainJobs();
    const [best] = await find(ctx, storeId, "How much is a lost badge?");
    const { name } = await services.db.user.findUniqueOrThrow({ where: { id: ctx.actor.userId } });
    expect(best).toMatchObject({
      ...{ text, start: 0, end: text.length, headings: ["Badges"] },
      correction: { id, kind: "edit", by: name },
    });
    const view = await viewCorrection({ ctx, input: { id } });
    expect(view).toMatchObject({ text, kind: "edit", endedAt: null });
    expect(view.original).toContain("twelve euros");
    await expectProvable(ctx, storeId, "badge garage");
  });

  it("are edited again without touching what was cited before", async () => {
    const { ctx, storeId, documentId } = await answeringWorkspace(services);
    const first = await addPassage({ ctx, input: { documentId, text: "The lift holds six." } });
    await services.drainJobs();
    expect(textsOf(await find(ctx, storeId, "lift"))).toContain("The lift holds six.");
    const target = { correctionId: first.id };
    const text = "The lift holds eight.";
    const second = await editPassage({ ctx, input: { documentId, target, text } });
    expect(textsOf(await find(ctx, storeId, "lift"))).not.toContain("six");
    await services.drainJobs();
    const found = await find(ctx, storeId, "lift holds");
    expect(found[0]).toMatchObject({ text, correction: { id: second.id, kind: "add" } });
    const cited = await viewCorrection({ ctx, input: { id: first.id } });
    expect(cited.text).toBe("The lift holds six.");
    expect(cited.endedAt).not.toBeNull();
    await expect(
      editPassage({ ctx, input: { documentId, target, text: "Late." } }),
    ).rejects.toMatchObject({ code: "correction.not-found" });
  });

  it("keep to what people see: no second correction of a stretch, none of an older version", async () => {
    const { ctx, sourceId, documentId } = await answeringWorkspace(services);
    const { target } = await saying(ctx, documentId, "twelve euros");
    await excludePassage({ ctx, input: { documentId, target } });
    const again = { ctx, input: { documentId, target, text: "Another." } };
    await expect(editPassage(again)).rejects.toMatchObject({ code: "correction.taken" });
    await uploadText(ctx, { sourceId, name: "parking.md", text: PARKING.replace("nine", "ten") });
    await services.drainJobs();
    await expect(editPassage(again)).rejects.toMatchObject({ code: "correction.outdated" });
  });
});

describe("what a person wrote", () => {
  it("is found by its words from the same moment on, in place of what it stands for", async () => {
    const { ctx, storeId, documentId } = await answeringWorkspace(services);
    const { target } = await saying(ctx, documentId, "twelve euros");
    const edited = "A lost badge is replaced at the reception for fifteen euros.";
    const { id } = await editPassage({ ctx, input: { documentId, target, text: edited } });
    const [best] = await find(ctx, storeId, "Who replaces a lost badge at the reception?");
    expect(best).toMatchObject({ text: edited, headings: ["Badges"], correction: { id } });
    const added = "The lift holds eight people.";
    const lift = await addPassage({ ctx, input: { documentId, text: added } });
    expect((await find(ctx, storeId, "How many people holds the lift?"))[0]?.text).toBe(added);
    const again = "The lift holds nine people.";
    const target2 = { correctionId: lift.id };
    await editPassage({ ctx, input: { documentId, target: target2, text: again } });
    const lifts = textsOf(await find(ctx, storeId, "lift badge"));
    expect(lifts).toContain(again);
    expect(lifts).not.toContain(added);
    expect(lifts).toContain(edited);
    await expectProvable(ctx, storeId, "badge lift garage");

    await services.drainJobs();
    const { items } = await list(ctx, documentId);
    expect(items.filter(({ correction }) => correction).map(({ found }) => found)).toEqual([
      true,
      true,
    ]);
    const passages = await find(ctx, storeId, "badge lift garage");
    expect(passages.filter(({ text }) => text === edited || text === again)).toHaveLength(2);
    await expectProvable(ctx, storeId, "badge lift garage");
  });

  it("gives way at once to what the document says when it is taken back", async () => {
    const { ctx, storeId, documentId } = await answeringWorkspace(services);
    const { target } = await saying(ctx, documentId, "twelve euros");
    for (const drain of [false, true]) {
      const made = await editPassage({ ctx, input: { documentId, target, text: "No badges." } });
      if (drain) await services.drainJobs();
      await undoCorrection({ ctx, input: { documentId, id: made.id } });
      const found = textsOf(await find(ctx, storeId, "lost badge"));
      expect(found).toContain("twelve euros");
      expect(found).not.toContain("No badges.");
      await expectProvable(ctx, storeId, "lost badge");
      await services.drainJobs();
    }
    const { id } = await excludePassage({ ctx, input: { documentId, target } });
    await services.drainJobs();
    await undoCorrection({ ctx, input: { documentId, id: id ?? "" } });
    expect(textsOf(await find(ctx, storeId, "lost badge"))).toContain("twelve euros");
    await services.drainJobs();
    expect((await list(ctx, documentId)).counts).toMatchObject({ corrected: 0, all: 2 });
  });
});

describe("corrections", () => {
  it("survive another chunking and another embedding", async () => {
    const { ctx, storeId, id } = await withRules();
    const { items } = await list(ctx, id);
    const { item, target } = await saying(ctx, id, items[2]?.text ?? "");
    await excludePassage({ ctx, input: { documentId: id, target } });
    await addPassage({ ctx, input: { documentId: id, text: "Gate 9999 opens with a whistle." } });
    const gates = [...item.text.matchAll(/gate \d+/g)].map(([gate]) => gate);
    const check = async () => {
      await services.drainJobs();
      const found = textsOf(await find(ctx, storeId, "Which gate opens?"));
      for (const gate of gates) expect(found).not.toContain(gate);
      expect(textsOf(await find(ctx, storeId, "Gate 9999"))).toContain("whistle");
      await expectProvable(ctx, storeId, "Which gate opens?");
    };
    await check();
    const chunking = { strategy: "page", unit: "tokens", size: 900 } as const;
    await setChunking({ ctx, input: { id: storeId, chunking } });
    await check();
    const nested = { strategy: "parent", unit: "tokens", size: 30, parent: 300 } as const;
    await setChunking({ ctx, input: { id: storeId, chunking: nested } });
    await check();
    await setEmbedding({
      ctx,
      input: { id: storeId, connectionId: "built-in", model: "built-in" },
    });
    await check();
  });

  it("hold in a new version where their text is, and are listed where it is not", async () => {
    const { ctx, sourceId, storeId, documentId } = await answeringWorkspace(services);
    const garage = await saying(ctx, documentId, "garage closes");
    await excludePassage({ ctx, input: { documentId, target: garage.target } });
    const badge = await saying(ctx, documentId, "twelve euros");
    const text = "A lost badge costs fifteen euros.";
    await editPassage({ ctx, input: { documentId, target: badge.target, text } });
    await services.drainJobs();
    const next = `# News\n\nThe canteen moved.\n\n${PARKING.replace("twelve", "thirteen")}`;
    await uploadText(ctx, { sourceId, name: "parking.md", text: next });
    await services.drainJobs();
    const found = textsOf(await find(ctx, storeId, "garage badge canteen euros closes"));
    expect(found).toContain("canteen moved");
    expect(found).not.toContain("garage closes");
    expect(found).toContain("thirteen euros");
    expect(found).not.toContain("fifteen");
    const { items, counts } = await list(ctx, documentId);
    expect(counts.lost).toBe(1);
    const kept = items.flatMap(({ correction }) => correction ?? []);
    expect(kept.map(({ kind, applies }) => [kind, applies])).toEqual([
      ["exclude", true],
      ["edit", false],
    ]);
  });

  it("that come while passages are made are not undone by those", async () => {
    const { ctx, sourceId, storeId } = await answeringWorkspace(services);
    const { id } = await uploadText(ctx, { sourceId, name: "late.txt", text: RULES });
    await services.drainJobs();
    const { target } = await saying(ctx, id, "Rule 3 says");
    // A job that has read what to do, and goes on once the exclusion is through.
    await addPassage({ ctx, input: { documentId: id, text: "Something new." } });
    const { indexId, versionId } = await services.db.indexedVersion.findFirstOrThrow({
      where: { workspaceId: ctx.workspace.id, state: "queued" },
    });
    let looks = 0;
    const sql: WorkspaceContext["sql"] = {
      query: async (text, params) => {
        if ((looks += 1) === 1) await excludePassage({ ctx, input: { documentId: id, target } });
        return ctx.sql.query(text, params);
      },
    };
    await indexVersion({ ctx: { ...ctx, sql }, input: { indexId, versionId }, signal });
    expect(looks).toBeGreaterThan(1);
    expect(textsOf(await find(ctx, storeId, "Rule 3 gate"))).not.toContain("Rule 3 says");
    expect((await list(ctx, id)).items.filter((one: PassageItem) => !one.found)).toHaveLength(1);
  });

  it("are applied whole by a job that takes over from one that was killed", async () => {
    const { ctx, storeId, id } = await withRules();
    const { target } = await saying(ctx, id, "Rule 50 says");
    const text = "Rule 50 was repealed.";
    await editPassage({ ctx, input: { documentId: id, target, text } });
    const { indexId, versionId } = await services.db.indexedVersion.findFirstOrThrow({
      where: { workspaceId: ctx.workspace.id, state: "queued" },
    });
    // Killed after the passages were stored, before that was noted.
    let begun = 0;
    const db = new Proxy(ctx.db, {
      get(of, key) {
        if (key === "$transaction" && (begun += 1) > 1) throw new Error("killed");
        return Reflect.get(of, key) as unknown;
      },
    });
    await expect(
      indexVersion({ ctx: { ...ctx, db }, input: { indexId, versionId }, signal }),
    ).rejects.toThrow("killed");
    const count = async () => (await list(ctx, id)).items.filter((one) => one.found).length;
    const stored = await count();
    await services.drainJobs();
    expect(await count()).toBe(stored);
    expect(textsOf(await find(ctx, storeId, "Rule 50"))).toContain(text);
    expect(textsOf(await find(ctx, storeId, "Rule 50"))).not.toContain("Rule 50 says");
  });

  it("are of their workspace alone", async () => {
    const { ctx, documentId } = await answeringWorkspace(services);
    const stranger = await services.newWorkspace();
    const { target } = await saying(ctx, documentId, "twelve euros");
    const text = "Anything.";
    const { id } = await addPassage({ ctx, input: { documentId, text } });
    const notFound = (code: string) => ({ code: `${code}.not-found` });
    const of = { ctx: stranger };
    await expect(excludePassage({ ...of, input: { documentId, target } })).rejects.toMatchObject(
      notFound("document"),
    );
    await expect(
      editPassage({ ...of, input: { documentId, target: { correctionId: id }, text } }),
    ).rejects.toMatchObject(notFound("document"));
    await expect(addPassage({ ...of, input: { documentId, text } })).rejects.toMatchObject(
      notFound("document"),
    );
    await expect(undoCorrection({ ...of, input: { documentId, id } })).rejects.toMatchObject(
      notFound("document"),
    );
    await expect(viewCorrection({ ...of, input: { id } })).rejects.toMatchObject(
      notFound("correction"),
    );
    // A correction of another document of the same workspace is no way in either.
    const other = await answeringWorkspace(services);
    await expect(
      undoCorrection({ ctx: other.ctx, input: { documentId: other.documentId, id } }),
    ).rejects.toMatchObject(notFound("correction"));
    expect(await services.db.correction.count({ where: { id, endedAt: null } })).toBe(1);
  });
});
