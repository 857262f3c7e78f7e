import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { askToEnd } from "@/lib/testing/attached-files";
import { freshDatabase } from "@/lib/testing/database";
import { changeNodes, useModelApi } from "@/lib/testing/knowledge";
import { publishRestricted, QUESTION, restrictedAnswers } from "@/lib/testing/restricted-answers";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { PublicContext, WorkspaceContext } from "../context";
import { exportConversations } from "../conversation/export";
import { listAll, listAllInput } from "../conversation/list";
import { reviewConversation } from "../conversation/review";
import { editPassage } from "../correction/edit";
import { viewCorrection } from "../correction/view";
import { aboutDocument } from "../document/about";
import { listDocuments } from "../document/list";
import { openOriginal } from "../document/open-original";
import { listDocumentPassages } from "../document/passages";
import { viewDocument } from "../document/view";
import { searchKnowledge } from "../knowledge/search";
import { confirmSource } from "../publication/confirm-source";
import { viewPublishedAs } from "../publication/view-as";
import { withdrawSource } from "../publication/withdraw-source";
import { getConversation } from "../run/conversation";
import { getRun } from "../run/get";
import { deleteSource } from "../source/delete";
import { viewAs } from "../store/view-as";
import { askPublished } from "../visitor/ask";
import { excerptFor } from "../visitor/excerpt";
import { createSync, createSyncInput } from "./create";
import { startSync, startSyncInput } from "./start";
import { updateSync, updateSyncInput } from "./update";
import { viewSync } from "./view";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let world: Awaited<ReturnType<typeof restrictedAnswers>>;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  world = await restrictedAnswers(services);
}, 180_000);
afterAll(async () => {
  await world.server.close();
  await services.close();
  await database.stop();
});

const ask = (ctx: WorkspaceContext) =>
  askToEnd(ctx, { workflowId: world.workflowId, question: QUESTION });
const finds = async (reader: string | null) => {
  const { storeId, ctx } = world;
  const { signal } = new AbortController();
  const query = { storeId, query: QUESTION, limit: 8, reader, signal };
  return (await searchKnowledge(ctx, query)).map(({ text }) => text);
};
const finding = async (person: keyof typeof world.people) =>
  (await finds(world.people[person].actor.userId)).length;
const CORRECTED =
  "Full-time employees have 26 days of annual leave in a year, and may take them at once.";
const unreadable = { code: "document.not-found" };

describe("of a document that only some may read,", () => {
  it("a kept answer is given to who is given the same passages, and to nobody else", async () => {
    const { ctx, people } = world;
    const workflowId = await world.newWorkflow();
    const ask = (asking: WorkspaceContext) => askToEnd(asking, { workflowId, question: QUESTION });
    const api = await useModelApi(ctx, workflowId);
    await changeNodes(ctx, { workflowId, type: "model", params: { remember: "hour" } });
    const first = await ask(people.anna);
    expect(first.output).toMatchObject({ outcome: "answered" });
    const kept = () => services.db.keptAnswer.count();
    await vi.waitFor(async () => expect(await kept()).toBe(1), { timeout: 10_000 });
    expect((await ask(people.cora)).output).toEqual(first.output);
    expect(api.calls).toHaveLength(1);
    for (const person of [people.ben, people.bill, ctx]) {
      const { output } = await ask(person);
      expect(output).toMatchObject({ outcome: "refused", citations: [] });
    }
    world.unshare(world.mails.cora);
    await world.sync();
    expect((await ask(people.cora)).output).toMatchObject({ outcome: "refused" });
    world.share(world.mails.cora);
    await world.sync();
    expect((await ask(people.cora)).output).toEqual(first.output);
    expect(api.calls).toHaveLength(1);
    await api.close();
  });

  it("a conversation is seen by who asked alone, also by those who see all others", async () => {
    const { people, ctx, workflowId } = world;
    const { conversationId } = await ask(people.anna);
    const { id: runId } = await services.db.run.findFirstOrThrow({ where: { conversationId } });
    const conversation = { conversationId };
    expect(await getConversation({ ctx: people.anna, input: conversation })).toHaveLength(1);
    for (const other of [ctx, people.bill, people.ben, people.cora]) {
      const of = { ctx: other };
      await expect(getConversation({ ...of, input: conversation })).rejects.toMatchObject({
        code: "conversation.not-found",
      });
      await expect(reviewConversation({ ...of, input: conversation })).rejects.toMatchObject({
        code: "conversation.not-found",
      });
      await expect(getRun({ ...of, input: { runId } })).rejects.toMatchObject({
        code: "run.not-found",
      });
    }
    for (const other of [ctx, people.bill]) {
      const input = listAllInput.parse({ workflowId });
      const { items } = await listAll({ ctx: other, input });
      expect(items.map(({ id }) => id)).not.toContain(conversationId);
      expect(await exportConversations({ ctx: other, input })).not.toContain("26 days");
    }
  });

  it("neither text, file nor passages are given out, nor what was corrected in it", async () => {
    const { people, documentId, ctx } = world;
    const { anna } = people;
    const { items, versionId } = await listDocumentPassages({
      ctx: anna,
      input: { id: documentId },
    });
    const [item] = items;
    if (!item?.range || !versionId) throw new Error("no passage");
    const asBuilder = { ...anna, actor: { ...anna.actor, role: "builder" as const } };
    const { id: correctionId } = await editPassage({
      ctx: asBuilder,
      input: { documentId, target: { versionId, ...item.range }, text: CORRECTED },
    });
    await services.drainJobs();
    const id = documentId;
    expect(await viewCorrection({ ctx: anna, input: { id: correctionId } })).toMatchObject({
      text: CORRECTED,
    });
    (await openOriginal({ ctx: anna, input: { id } })).body.destroy();
    for (const other of [ctx, people.bill, people.ben]) {
      const of = { ctx: other };
      await expect(viewDocument({ ...of, input: { id } })).rejects.toMatchObject(unreadable);
      await expect(aboutDocument({ ...of, input: { id } })).rejects.toMatchObject(unreadable);
      await expect(openOriginal({ ...of, input: { id } })).rejects.toMatchObject(unreadable);
      await expect(listDocumentPassages({ ...of, input: { id } })).rejects.toMatchObject(
        unreadable,
      );
      await expect(viewCorrection({ ...of, input: { id: correctionId } })).rejects.toMatchObject({
        code: "correction.not-found",
      });
      expect(await listDocuments({ ...of, input: {} })).toMatchObject({ total: 0 });
    }
  });

  it("the part around a quote is shown to visitors for as long as they may read it", async () => {
    const { people, mails } = world;
    const { visitor, program } = await publishRestricted(services, world);
    const anna = await visitor(`member|${people.anna.actor.userId}`);
    const { runId, output } = await askOutside(anna);
    expect(output).toMatchObject({ outcome: "answered" });
    const quote = () => excerptFor({ ctx: anna, input: { runId, number: 1 } });
    expect(await quote()).toMatchObject({ documentName: "leave.txt" });
    const others = [
      await visitor(`member|${people.ben.actor.userId}`),
      // Who vouches for them says nothing about an e-mail address.
      await visitor(`invited|${mails.anna}`),
      await visitor(`host|${mails.anna}`),
      await visitor(null),
      await program(),
    ];
    for (const other of others) {
      expect((await askOutside(other)).output).toMatchObject({ outcome: "refused" });
    }
    const seen = async (
      userId: string | null,
      as: WorkspaceContext = world.ctx,
      { invited = false } = {},
    ) => {
      const input = { workflowId: world.workflowId, query: QUESTION, userId, invited };
      return viewPublishedAs({ ctx: as, input, signal: undefined });
    };
    const { userId } = people.anna.actor;
    // Whoever looks may not read it, and is shown that there is something alone.
    expect(await seen(userId)).toMatchObject([
      { documents: { all: 1, readable: 1 }, passages: [{ place: 1, passage: null }] },
    ]);
    expect(await seen(null)).toMatchObject([{ documents: { readable: 0 }, passages: [] }]);
    expect(await seen(people.ben.actor.userId, people.cora)).toMatchObject([
      { passages: [{ place: null, whyNot: "not-a-reader" }] },
    ]);
    const source = { workflowId: world.workflowId, sourceId: world.sourceId };
    await withdrawSource({ ctx: world.ctx, input: source });
    expect(await seen(userId, people.cora)).toMatchObject([
      { documents: { readable: 0 }, passages: [{ place: null, whyNot: "not-confirmed" }] },
    ]);
    await confirmSource({ ctx: world.ctx, input: { ...source, audience: "invited" } });
    for (const [invited, whyNot] of [
      [true, "not-a-reader"],
      [false, "not-confirmed"],
    ] as const) {
      expect(await seen(null, people.cora, { invited })).toMatchObject([
        { passages: [{ place: null, whyNot }] },
      ]);
    }
    await confirmSource({ ctx: world.ctx, input: { ...source, audience: "anyone" } });
    world.unshare(mails.anna);
    await world.sync();
    await expect(quote()).rejects.toMatchObject(unreadable);
    world.share(mails.anna);
    await world.sync();
    // Nobody who is no member any more is who they were.
    await services.db.membership.deleteMany({ where: { userId: people.anna.actor.userId } });
    await expect(quote()).rejects.toMatchObject(unreadable);
    await services.db.membership.create({
      data: {
        workspaceId: world.ctx.workspace.id,
        userId: people.anna.actor.userId,
        role: "viewer",
        addressConfirmedAt: new Date(),
      },
    });
  });
});

async function askOutside(ctx: PublicContext) {
  const limit = { key: `ask:publication:${ctx.publication.id}`, points: 1000, windowMs: 60_000 };
  const counted = { limits: [limit], code: "visitor.too-many" };
  const conversationId = "conversationId" in ctx ? String(ctx.conversationId) : randomUUID();
  const { runId } = await askPublished(ctx, { conversationId, question: QUESTION, counted });
  const run = () => services.db.run.findUniqueOrThrow({ where: { id: runId } });
  await vi.waitFor(async () => expect((await run()).status).toBe("finished"), { timeout: 10_000 });
  return { runId, output: (await run()).output };
}

describe("what was read of permissions", () => {
  it("counts for 72 hours, then everything is hidden until it was read again", async () => {
    const { sourceId, storeId, ctx, people, documentId } = world;
    const { userId } = people.anna.actor;
    const read = (hours: number) =>
      services.db.source.update({
        where: { id: sourceId },
        data: { permissionsReadAt: new Date(Date.now() - hours * 3_600_000) },
      });
    await read(71.9);
    expect(await finding("anna")).toBe(1);
    await read(72.1);
    expect(await finds(userId)).toEqual([]);
    await expect(
      openOriginal({ ctx: people.anna, input: { id: documentId } }),
    ).rejects.toMatchObject(unreadable);
    const input = { id: storeId, query: QUESTION, limit: 8, userId };
    expect(await viewAs({ ctx, input, signal: undefined })).toMatchObject({
      documents: { all: 1, readable: 0, notFollowed: 1 },
    });
    expect(await viewSync({ ctx, input: { id: sourceId } })).toMatchObject({
      permissionsCount: false,
    });
    await world.sync();
    expect(await finding("anna")).toBe(1);
  });

  it("hides a document that can’t be asked about, and neither removes nor opens it", async () => {
    const { server, fileId, people, mails, texts } = world;
    const before = await texts();
    server.fail({
      on: `items/${fileId}/permissions`,
      status: 403,
      code: "accessDenied",
      times: 50,
    });
    world.share(mails.ben);
    expect(await world.sync()).toMatchObject({ phase: "finished", removed: 0 });
    for (const person of ["anna", "ben"] as const) expect(await finding(person)).toBe(0);
    expect(await texts()).toEqual(before);
    server.calm();
    await world.sync();
    for (const person of ["anna", "ben"] as const) expect(await finding(person)).toBe(1);
    world.unshare(mails.ben);
    await world.sync();
    expect(await finding("ben")).toBe(0);
    expect(await finds(people.bill.actor.userId)).toEqual([]);
  });

  it("stays as it was where the source fails as a whole", async () => {
    const { server, fileId, mails, texts } = world;
    const before = await texts();
    const on = `items/${fileId}/permissions`;
    server.fail({ on, status: 401, code: "InvalidAuthenticationToken", times: 50 });
    world.share(mails.ben);
    expect(await world.sync()).toMatchObject({ phase: "failed" });
    expect(await finding("anna")).toBe(1);
    expect(await finding("ben")).toBe(0);
    expect(await texts()).toEqual(before);
    server.calm();
    await world.sync();
    expect(await finding("ben")).toBe(1);
    world.unshare(mails.ben);
    await world.sync();
  });
});

it("what was asked before permissions were respected is seen by who asked alone from then on", async () => {
  const { ctx, sourceId, people, workflowId } = world;
  const settings = { id: sourceId, filters: { include: [], exclude: [] }, everyMinutes: 60 };
  const respect = (respectsPermissions: boolean) =>
    updateSync({ ctx, input: { ...updateSyncInput.parse(settings), respectsPermissions } });
  await respect(false);
  const { conversationId, output } = await ask(people.bill);
  expect(output).toMatchObject({ outcome: "answered" });
  const input = { conversationId };
  expect(await getConversation({ ctx, input })).toHaveLength(1);
  await respect(true);
  await expect(getConversation({ ctx, input })).rejects.toMatchObject({
    code: "conversation.not-found",
  });
  const { items } = await listAll({ ctx, input: listAllInput.parse({ workflowId }) });
  expect(items.map(({ id }) => id)).not.toContain(conversationId);
  expect(await getConversation({ ctx: people.bill, input })).toHaveLength(1);
});

describe("a source that respects permissions", () => {
  const managed = { code: "source.managed" };
  const settings = () =>
    updateSyncInput.parse({ id: world.sourceId, filters: {}, everyMinutes: 60 });

  it("is changed, opened to all and deleted by those who manage connections, though they can’t read it", async () => {
    const { ctx, people, sourceId, connectionId, site, drive } = world;
    const { bill } = people;
    await expect(
      updateSync({ ctx: bill, input: { ...settings(), respectsPermissions: false } }),
    ).rejects.toMatchObject(managed);
    await expect(
      updateSync({ ctx: bill, input: { ...settings(), everyMinutes: 1440 } }),
    ).rejects.toMatchObject(managed);
    const confirm = startSyncInput.parse({ id: sourceId, confirmed: true });
    await expect(startSync({ ctx: bill, input: confirm })).rejects.toMatchObject(managed);
    await expect(deleteSource({ ctx: bill, input: { id: sourceId } })).rejects.toMatchObject(
      managed,
    );
    const another = createSyncInput.parse({
      connectionId,
      name: "The same again",
      scope: JSON.stringify({ siteId: site.id, driveId: drive.id }),
      label: "Documents",
      filters: {},
      everyMinutes: 60,
    });
    await expect(createSync({ ctx: bill, input: another })).rejects.toMatchObject({
      code: "sync.permissions-expected",
    });
    await startSync({ ctx: bill, input: startSyncInput.parse({ id: sourceId }) });
    await services.drainJobs();
    expect(await finding("anna")).toBe(1);
    await deleteSource({ ctx, input: { id: sourceId } });
    expect(await finding("anna")).toBe(0);
  });
});
