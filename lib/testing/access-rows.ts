import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import path from "node:path";
import { EMPTY_GRAPH } from "@/lib/graph/document";
import { DEFAULT_CHUNKING } from "@/lib/knowledge/ingestion/chunking/chunking";
import { hashPassword } from "@/lib/crypto/password";
import { TINY_MODEL, writeTinyModel } from "@/lib/providers/local-transformers/testing";
import { createInvitation } from "@/lib/services/invitation/create";
import { addPassage } from "@/lib/services/correction/add";
import { allowHost } from "@/lib/services/network/allow";
import { startRun } from "@/lib/services/run/start";
import { createSource } from "@/lib/services/source/create";
import { createStore } from "@/lib/services/store/create";
import { beginUpload } from "@/lib/services/upload/begin";
import { putPart } from "@/lib/services/upload/put-part";
import { createWorkflow } from "@/lib/services/workflow/create";
import { deleteWorkflow } from "@/lib/services/workflow/delete";
import {
  editors,
  everybody,
  foreign,
  fresh,
  members,
  named,
  signedIn,
  type AccessRow,
  type Procedure,
} from "./access-cells";
import { CONNECTION_ROWS } from "./access-rows-connections";
import { MODEL_ROWS } from "./access-rows-models";
import { PUBLICATION_ROWS } from "./access-rows-publication";
import type { AccessWorld, Caller } from "./access-world";
import { attachText } from "./attached-files";
import { uploadText } from "./services";

const PASSWORD = "correct horse battery";
const invite = async (world: AccessWorld, email: string) => {
  const { url } = await createInvitation({
    ctx: world.owner,
    input: { email, role: "viewer", by: "link" },
  });
  return url?.split("invitation=")[1] ?? "";
};
const ofWorkflow = ({ workflowId }: AccessWorld) => ({ workflowId });
const workflow = async ({ owner }: AccessWorld) =>
  createWorkflow({ ctx: owner, input: { name: fresh("Flow"), template: "blank" } });
const source = ({ owner }: AccessWorld) => createSource({ ctx: owner, input: named() });
const store = ({ owner }: AccessWorld) => createStore({ ctx: owner, input: named() });
const document = ({ owner, sourceId }: AccessWorld) =>
  uploadText(owner, { sourceId, name: fresh("file"), text: fresh("text") });
const announced = ({ sourceId }: AccessWorld) => ({
  sourceId,
  name: fresh("file"),
  mimeType: "text/plain",
  size: 1,
});
const upload = async (world: AccessWorld) =>
  beginUpload({ ctx: world.owner, input: announced(world) });
const selection = async (world: AccessWorld) => ({ ids: [(await document(world)).id] });
const correction = async ({ owner, documentId }: AccessWorld) => ({
  documentId,
  ...(await addPassage({ ctx: owner, input: { documentId, text: fresh("text") } })),
});
const ofCorrection = async (world: AccessWorld) => {
  const { documentId, id } = await correction(world);
  return { documentId, target: { correctionId: id } };
};
const run = async ({ owner, viewer, workflowId }: AccessWorld, caller: Caller) => {
  // A viewer sees the runs of their own only.
  const ctx = caller === "viewer" ? viewer : owner;
  return startRun({ ctx, input: { workflowId, question: "When does the garage close?" } });
};
const attached = async ({ services, owner, viewer }: AccessWorld, caller: Caller) => {
  // A viewer sees the conversations of their own only.
  const ctx = caller === "viewer" ? viewer : owner;
  const { id: workflowId } = await createWorkflow({
    ctx: owner,
    input: { name: fresh("Flow"), template: "answer-from-attached-files" },
  });
  const text = "The garage closes at nine.";
  const { conversationId, file } = await attachText(ctx, { workflowId, name: fresh("file"), text });
  await services.drainJobs();
  return { id: file.id, conversationId };
};
const member = async ({ services, owner }: AccessWorld) => ({
  userId: (await services.join(owner.workspace, "builder")).actor.userId,
});

/** Every procedure; the test fails for one that is missing here. */
export const ACCESS_ROWS: Record<Procedure, AccessRow> = {
  ...CONNECTION_ROWS,
  ...MODEL_ROWS,
  ...PUBLICATION_ROWS,
  "account.status": { cells: everybody },
  "account.register": {
    cells: everybody,
    input: async (world) => {
      const email = `${fresh("new")}@example.com`;
      const invitation = await invite(world, email);
      return { name: "New Person", email, password: PASSWORD, invitation };
    },
  },
  "account.me": { cells: signedIn },
  "account.changePassword": {
    cells: signedIn,
    input: async ({ services, users }, caller) => {
      const passwordHash = await hashPassword(PASSWORD);
      await services.db.user.updateMany({
        where: { id: users[caller]?.id ?? "" },
        data: { passwordHash },
      });
      return { current: PASSWORD, next: `${PASSWORD} staple` };
    },
  },
  "account.signOutEverywhere": { cells: signedIn },
  "audit.list": { cells: editors, input: () => ({}) },
  "conversationFile.list": { cells: members, input: attached, foreign },
  "conversationFile.view": { cells: members, input: attached, foreign },
  "conversationFile.remove": { cells: members, input: attached, foreign },
  "correction.view": {
    cells: members,
    input: async (world) => ({ id: (await correction(world)).id }),
    foreign,
  },
  "correction.add": {
    cells: editors,
    input: ({ documentId }) => ({ documentId, text: "Said by hand." }),
    foreign,
  },
  "correction.edit": {
    cells: editors,
    input: async (world) => ({ ...(await ofCorrection(world)), text: "Said again." }),
    foreign,
  },
  "correction.exclude": { cells: editors, input: ofCorrection, foreign },
  "correction.undo": { cells: editors, input: correction, foreign },
  "document.about": { cells: members, input: ({ documentId }) => ({ id: documentId }), foreign },
  "document.list": { cells: members, input: ({ sourceId }) => ({ sourceId }), foreign },
  "document.ids": { cells: members, input: ({ sourceId }) => ({ sourceId }), foreign },
  "document.overview": { cells: members, input: ({ sourceId }) => ({ sourceId }), foreign },
  "document.facets": { cells: members, input: ({ sourceId }) => ({ sourceId }), foreign },
  "document.view": { cells: members, input: ({ documentId }) => ({ id: documentId }), foreign },
  "document.passages": { cells: members, input: ({ documentId }) => ({ id: documentId }), foreign },
  "document.rename": {
    cells: editors,
    input: async (world) => ({ ...(await document(world)), ...named() }),
    foreign,
  },
  "document.receipts": { cells: members, input: () => ({}) },
  "document.stillAnswerable": {
    cells: editors,
    input: ({ documentId }) => ({ id: documentId }),
    foreign,
  },
  "document.setFolder": {
    cells: editors,
    input: async (world) => ({ ...(await document(world)), folder: "new" }),
    foreign,
  },
  "document.setTags": {
    cells: editors,
    input: async (world) => ({ ...(await document(world)), tags: ["new"] }),
    foreign,
  },
  "document.changeTags": {
    cells: editors,
    input: async (world) => ({ ...(await selection(world)), add: ["new"] }),
    foreign,
  },
  "document.unlock": {
    cells: editors,
    input: async (world) => ({ ...(await document(world)), password: PASSWORD }),
    foreign,
  },
  "document.pause": { cells: editors, input: selection, foreign },
  "document.resume": { cells: editors, input: selection, foreign },
  "document.cancel": { cells: editors, input: selection, foreign },
  "document.retry": { cells: editors, input: selection, foreign },
  "document.delete": { cells: editors, input: selection, foreign },
  "invitation.preview": {
    cells: everybody,
    input: async (world) => ({ token: await invite(world, `${fresh("guest")}@example.com`) }),
  },
  "invitation.list": { cells: editors },
  "invitation.create": {
    cells: editors,
    input: () => ({ email: `${fresh("guest")}@example.com`, role: "viewer" }),
  },
  "invitation.revoke": {
    cells: editors,
    input: async (world) => {
      const email = `${fresh("guest")}@example.com`;
      await invite(world, email);
      return world.services.db.invitation.findFirstOrThrow({
        where: { email },
        select: { id: true },
      });
    },
    foreign,
  },
  "localModel.list": { cells: members },
  "localModel.download": { cells: editors, input: () => ({ model: "multilingual-e5-small" }) },
  "localModel.cancel": { cells: editors, input: () => ({ model: "multilingual-e5-small" }) },
  "localModel.remove": {
    cells: editors,
    input: async ({ services }) => {
      const model = fresh("model");
      await writeTinyModel(path.join(services.models.dir, model), TINY_MODEL);
      return { model };
    },
  },
  "member.list": { cells: members },
  "member.setRole": {
    cells: editors,
    input: async (world) => ({ ...(await member(world)), role: "viewer" }),
    foreign,
  },
  "member.confirmAddresses": {
    cells: editors,
    input: async (world) => ({ userIds: [(await member(world)).userId], confirmed: true }),
    foreign,
  },
  "member.remove": { cells: editors, input: member, foreign },
  "network.list": { cells: editors },
  "network.allow": { cells: editors, input: () => ({ host: "10.0.0.5", port: 8000 }) },
  "network.remove": {
    cells: editors,
    input: async ({ owner }) => {
      const host = { host: "10.0.0.6", port: 8000 };
      await allowHost({ ctx: owner, input: host });
      return host;
    },
    foreign,
  },
  "router.basis": {
    cells: members,
    input: (world) => ({ ...ofWorkflow(world), nodeId: "router-1" }),
    foreign,
  },
  "router.preview": {
    cells: editors,
    input: (world) => ({ ...ofWorkflow(world), nodeId: "router-1" }),
    foreign,
  },
  "run.start": {
    cells: members,
    input: (world) => ({ ...ofWorkflow(world), question: "When does the garage close?" }),
    foreign,
  },
  "run.events": { cells: members, input: run, foreign },
  "run.cancel": { cells: members, input: run, foreign },
  "run.get": { cells: members, input: run, foreign },
  "run.whyPassages": {
    cells: members,
    input: async (world, caller) => ({
      ...(await run(world, caller)),
      nodeId: "vector-store-1",
    }),
    foreign,
  },
  "run.prompt": {
    cells: editors,
    input: (world) => ({ ...ofWorkflow(world), nodeId: "model-1" }),
    foreign,
  },
  "run.conversation": { cells: members, input: run, foreign },
  "run.conversations": { cells: members, input: ofWorkflow, foreign },
  "source.list": { cells: members },
  "source.usage": { cells: members, input: ({ sourceId }) => ({ id: sourceId }), foreign },
  "source.create": { cells: editors, input: named },
  "source.first": { cells: editors, input: named },
  "source.rename": {
    cells: editors,
    input: async (world) => ({ ...(await source(world)), ...named() }),
    foreign,
  },
  "source.reading": { cells: members, input: ({ sourceId }) => ({ id: sourceId }), foreign },
  "source.setReading": {
    cells: editors,
    input: ({ sourceId }) => ({ id: sourceId, languages: [], comments: false }),
    foreign,
  },
  "source.recognizeText": {
    cells: editors,
    input: ({ documentId }) => ({ ids: [documentId] }),
    foreign,
  },
  "source.delete": { cells: editors, input: source, foreign },
  "store.list": { cells: members },
  "store.details": { cells: members },
  "store.chunkingCost": {
    cells: editors,
    input: ({ storeId }) => ({ id: storeId, chunking: DEFAULT_CHUNKING }),
    foreign,
  },
  "store.cancelRebuild": { cells: editors, input: store, foreign },
  "store.filterValues": { cells: members, input: store, foreign },
  "store.search": {
    cells: members,
    input: ({ storeId }) => ({ id: storeId, query: "garage" }),
    foreign,
  },
  "store.viewAs": {
    cells: editors,
    input: ({ storeId }) => ({ id: storeId, query: "garage", userId: null }),
    foreign,
  },
  "store.previewChunking": {
    cells: members,
    input: ({ documentId }) => ({ documentId, chunking: DEFAULT_CHUNKING }),
    foreign,
  },
  "store.setChunking": {
    cells: editors,
    input: async (world) => ({ ...(await store(world)), chunking: DEFAULT_CHUNKING }),
    foreign,
  },
  "store.create": { cells: editors, input: named },
  "store.rename": {
    cells: editors,
    input: async (world) => ({ ...(await store(world)), ...named() }),
    foreign,
  },
  "store.delete": { cells: editors, input: store, foreign },
  "store.setEmbedding": {
    cells: editors,
    input: async (world) => ({
      ...(await store(world)),
      connectionId: "built-in",
      model: "built-in",
    }),
    foreign,
  },
  "testQuestion.asked": { cells: editors, input: ofWorkflow, foreign },
  "testQuestion.list": { cells: members, input: ofWorkflow, foreign },
  "testQuestion.suggest": {
    cells: editors,
    input: (world) => ({ ...ofWorkflow(world), nodeId: "router-1" }),
    foreign,
  },
  "testQuestion.replace": {
    cells: editors,
    input: (world) => ({
      ...ofWorkflow(world),
      questions: [{ question: "When does the garage close?", answerable: true }],
    }),
    foreign,
  },
  "upload.begin": { cells: editors, input: announced, foreign },
  "upload.get": { cells: editors, input: upload, foreign },
  "upload.complete": {
    cells: editors,
    input: async (world) => {
      const { owner } = world;
      const { id } = await upload(world);
      const body = Readable.from([Buffer.from("a")]);
      await putPart({
        ctx: owner,
        input: { id, number: 0 },
        body,
        signal: AbortSignal.timeout(9000),
      });
      const sha256 = createHash("sha256").update("a").digest("hex");
      return { id, sha256 };
    },
    foreign,
  },
  "upload.abort": { cells: editors, input: upload, foreign },
  "workflow.list": { cells: members },
  "workflow.get": { cells: members, input: workflow, foreign },
  "workflow.create": {
    cells: editors,
    input: () => ({ ...named(), template: "answer-from-documents" }),
  },
  "workflow.save": {
    cells: editors,
    input: async (world) => ({ ...(await workflow(world)), draft: EMPTY_GRAPH, baseRevision: 1 }),
    foreign,
  },
  "workflow.rename": {
    cells: editors,
    input: async (world) => ({ ...(await workflow(world)), ...named() }),
    foreign,
  },
  "workflow.duplicate": { cells: editors, input: workflow, foreign },
  "workflow.delete": { cells: editors, input: workflow, foreign },
  "workflow.restore": {
    cells: editors,
    input: async (world) => {
      const { id } = await workflow(world);
      await deleteWorkflow({ ctx: world.owner, input: { id } });
      return { id };
    },
    foreign,
  },
  "workspace.get": { cells: members },
  "workspace.create": { cells: signedIn, input: named },
  "workspace.rename": { cells: editors, input: named },
};
