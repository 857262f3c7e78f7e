import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startGoogleDrive, type GoogleDrive } from "@/e2e/servers/google-drive/server";
import { DOCUMENT } from "@/e2e/servers/google-drive/world";
import { freshDatabase } from "@/lib/testing/database";
import { askToEnd } from "@/lib/testing/attached-files";
import { answeringWorkspace } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { deleteConversation } from "../conversation/delete";
import { allowHost } from "../network/allow";
import { createSourceConnection } from "../source-connection/create";
import { saveConversation } from "./save";
import { viewConversationDocument } from "./view";

const ACCOUNT = "writer@project.iam.example";
const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let server: GoogleDrive;
let prepared: Awaited<ReturnType<typeof answeringWorkspace>>;
let connectionId: string;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  server = await startGoogleDrive({ serviceAccount: { email: ACCOUNT, publicKey } });
  server.world.addPerson("erika");
  prepared = await answeringWorkspace(services);
  connectionId = await connect(prepared.ctx);
});
beforeEach(() => {
  server.calm();
});
afterAll(async () => {
  await services.close();
  await database.stop();
  await server.close();
});

async function connect(ctx: WorkspaceContext, writes = "yes"): Promise<string> {
  await allowHost({ ctx, input: { host: "127.0.0.1", port: Number(new URL(server.api).port) } });
  const values = {
    serviceAccountKey: JSON.stringify({ client_email: ACCOUNT, private_key: privateKey }),
    person: "erika@example.com",
    loginHost: server.api,
    apiHost: server.api,
    writes,
  };
  const input = { type: "google-drive", name: "Drive", method: "service-account", values };
  return (await createSourceConnection({ ctx, input })).id;
}

const ask = (question: string, conversationId?: string) =>
  askToEnd(prepared.ctx, { workflowId: prepared.workflowId, question, conversationId });
const save = (conversationId: string, more: { connectionId?: string; replaces?: string } = {}) =>
  saveConversation({
    ctx: prepared.ctx,
    input: { conversationId, connectionId, ...more },
    signal: undefined,
  });
const view = (conversationId: string) =>
  viewConversationDocument({ ctx: prepared.ctx, input: { conversationId } });
const rowOf = (conversationId: string) =>
  services.db.conversationDocument.findUniqueOrThrow({ where: { conversationId } });
async function documentOf(conversationId: string) {
  const { documentId } = await rowOf(conversationId);
  return server.world.documentOf(server.world.tree.get(documentId ?? ""));
}
const count = () =>
  [...server.world.tree.entries.values()].filter(({ mimeType }) => mimeType === DOCUMENT).length;

describe("saving a conversation", () => {
  it("writes questions, answers with their sources, and refusals, and later what is new", async () => {
    const { conversationId } = await ask("When does the garage close?");
    await ask("Who won the football match in Lisbon?", conversationId);
    expect(await view(conversationId)).toMatchObject({
      saved: null,
      exchanges: 2,
      targets: [
        { connectionId, documents: "Google Docs", account: "erika@example.com", writes: true },
      ],
    });
    const { url, added } = await save(conversationId);
    expect(added).toBe(2);
    const document = await documentOf(conversationId);
    const lines = document.text.split("\n");
    expect(lines[0]).toBe("Conversation with Handbook");
    expect(document.text).toMatch(
      /When does the garage close\?\nAsked on .+ UTC\n.*nine in the evening/,
    );
    expect(document.text).toMatch(
      /Sources\n\[1\] parking\.md\n“.*The garage closes at nine in the evening\./,
    );
    expect(document.text).toContain("Not answered: the documents don’t cover this question.");
    const source = document
      .paragraphs()
      .flatMap(({ runs }) => runs)
      .find(({ text }) => text.startsWith("[1] parking.md"));
    expect(JSON.stringify(source?.style)).toContain(
      `/knowledge/documents/${prepared.documentId}?version=`,
    );
    await ask("What does a lost badge cost?", conversationId);
    expect(await view(conversationId)).toMatchObject({ saved: { url }, unsaved: 1 });
    expect(await save(conversationId)).toEqual({ url, added: 1 });
    expect((await documentOf(conversationId)).text.startsWith(document.text)).toBe(true);
    expect(await view(conversationId)).toMatchObject({ unsaved: 0 });
    expect(await save(conversationId)).toEqual({ url, added: 0 });
    const audit = await services.db.auditEvent.findMany({
      where: { entityId: conversationId },
      orderBy: { at: "asc" },
    });
    expect(audit.map(({ action, detail }) => [action, detail])).toEqual([
      ["conversation-document.create", { connectionId }],
      ["conversation-document.append", { connectionId, exchanges: 2 }],
      ["conversation-document.append", { connectionId, exchanges: 1 }],
    ]);
  });

  it("does not put back what somebody deleted from the document", async () => {
    const { conversationId } = await ask("When does the garage close?");
    await save(conversationId);
    const document = await documentOf(conversationId);
    const range = { startIndex: 1, endIndex: document.text.length + 1 };
    document.apply([{ deleteContentRange: { range } }]);
    await ask("What does a lost badge cost?", conversationId);
    await save(conversationId);
    expect(document.text).not.toContain("garage");
    expect(document.text).toContain("lost badge");
  });

  it("ends with one document and each exchange once, when answers get lost and several people save", async () => {
    const { conversationId } = await ask("When does the garage close?");
    const before = count();
    server.fail({ mode: "lost", on: "POST /drive/v3/files" });
    await expect(save(conversationId)).rejects.toMatchObject({ retryable: true });
    server.fail({ mode: "lost", on: ":batchUpdate" });
    await expect(save(conversationId)).rejects.toMatchObject({ retryable: true });
    const added = await Promise.all([save(conversationId), save(conversationId)]);
    expect(added.map((each) => each.added)).toEqual([0, 0]);
    expect(count()).toBe(before + 1);
    expect((await documentOf(conversationId)).text.match(/When does/g)).toHaveLength(1);
    await ask("What does a lost badge cost?", conversationId);
    const raced = await Promise.all([save(conversationId), save(conversationId)]);
    expect(raced.map((each) => each.added).sort()).toEqual([0, 1]);
  });

  it("is made by one alone; whoever comes in between is told so", async () => {
    const { conversationId } = await ask("When does the garage close?");
    const before = count();
    const both = await Promise.allSettled([save(conversationId), save(conversationId)]);
    const failed = both.flatMap((each) =>
      each.status === "rejected" ? [each.reason as unknown] : [],
    );
    for (const reason of failed) {
      expect(reason).toMatchObject({ code: "conversation-document.being-made" });
    }
    expect(failed.length).toBeLessThan(2);
    expect(count()).toBe(before + 1);
  });

  it("makes a new document only when asked to, and then once", async () => {
    const { conversationId } = await ask("When does the garage close?");
    await save(conversationId);
    const { documentId } = await rowOf(conversationId);
    server.world.tree.trash(documentId ?? "");
    await ask("What does a lost badge cost?", conversationId);
    const before = count();
    await expect(save(conversationId)).rejects.toMatchObject({ code: "connector.document-gone" });
    expect(count()).toBe(before);
    const replaces = documentId ?? "";
    expect(await save(conversationId, { replaces })).toMatchObject({ added: 2 });
    expect(await save(conversationId, { replaces })).toMatchObject({ added: 0 });
    expect(count()).toBe(before + 1);
  });

  it("says when to try again where Google asks to be left alone", async () => {
    const { conversationId } = await ask("When does the garage close?");
    server.fail({ on: ":batchUpdate", status: 429, headers: { "retry-after": "1" } });
    await expect(save(conversationId)).rejects.toMatchObject({
      code: "conversation-document.later",
      params: { seconds: 1 },
    });
    await services.db.connectorGate.deleteMany();
    expect(await save(conversationId)).toMatchObject({ added: 1 });
  });

  it("goes to the account that was picked, and forgets where with the conversation", async () => {
    const { conversationId } = await ask("When does the garage close?");
    await save(conversationId);
    const { documentId } = await rowOf(conversationId);
    const other = await connect(prepared.ctx);
    await save(conversationId, { connectionId: other });
    expect((await rowOf(conversationId)).documentId).not.toBe(documentId);
    await deleteConversation({ ctx: prepared.ctx, input: { conversationId } });
    expect(await services.db.conversationDocument.count({ where: { conversationId } })).toBe(0);
    expect(server.world.tree.get(documentId ?? "").state).toBe("live");
  });

  it("is refused where it was answered from what not everybody may read, and calls nobody", async () => {
    const { conversationId } = await ask("When does the garage close?");
    const where = { id: conversationId };
    await services.db.conversation.update({ where, data: { restricted: true } });
    server.calm();
    await expect(save(conversationId)).rejects.toMatchObject({
      code: "conversation-document.restricted",
    });
    expect(await view(conversationId)).toMatchObject({ restricted: true });
    await services.db.conversation.update({ where, data: { userId: null } });
    await expect(view(conversationId)).rejects.toMatchObject({ code: "conversation.not-found" });
    await expect(save(conversationId)).rejects.toMatchObject({ code: "conversation.not-found" });
    expect(server.calls).toEqual([]);
  });

  it("takes no ids of another workspace, and no connection that may not write", async () => {
    const { conversationId } = await ask("When does the garage close?");
    const stranger = await services.newWorkspace();
    const theirs = await connect(stranger);
    await expect(save(conversationId, { connectionId: theirs })).rejects.toMatchObject({
      code: "source-connection.not-found",
    });
    const asStranger = { conversationId, connectionId: theirs };
    await expect(
      saveConversation({ ctx: stranger, input: asStranger, signal: undefined }),
    ).rejects.toMatchObject({ code: "conversation.not-found" });
    const readOnly = await connect(prepared.ctx, "");
    await expect(save(conversationId, { connectionId: readOnly })).rejects.toMatchObject({
      code: "connector.may-not-write",
      params: { reason: "off" },
    });
    expect((await view(conversationId)).saved).toBeNull();
  });
});
