import { DEFAULT_LIMITS } from "@/lib/publication/settings";
import { confirmSource } from "@/lib/services/publication/confirm-source";
import { createKey } from "@/lib/services/publication/create-key";
import { invite } from "@/lib/services/publication/invite";
import { publishVersion } from "@/lib/services/version/publish";
import { createWorkflow } from "@/lib/services/workflow/create";
import { getWorkflow } from "@/lib/services/workflow/get";
import { editors, foreign, fresh, type AccessRow } from "./access-cells";
import type { AccessWorld } from "./access-world";
import { signInConnection } from "./access-rows-connections";
import { askToEnd } from "./attached-files";

const ofWorkflow = ({ workflowId }: AccessWorld) => ({ workflowId });
const confirmed = ({ workflowId, sourceId }: AccessWorld) => ({
  workflowId,
  sourceId,
  audience: "anyone" as const,
});

const draft = async ({ owner }: AccessWorld) => {
  const { id } = await createWorkflow({
    ctx: owner,
    input: { name: fresh("Flow"), template: "answer-from-documents" },
  });
  const { revision } = await getWorkflow({ ctx: owner, input: { id } });
  return { workflowId: id, baseRevision: revision };
};
const live = async (world: AccessWorld) => ({ workflowId: (await version(world)).workflowId });
const version = async (world: AccessWorld) => {
  const input = { ...(await draft(world)), note: "" };
  const { id } = await publishVersion({ ctx: world.owner, input });
  return { workflowId: input.workflowId, versionId: id };
};

const conversation = async ({ owner, workflowId }: AccessWorld) => {
  const input = { workflowId, question: "When does the garage close?" };
  const { conversationId } = await askToEnd(owner, input);
  return { conversationId };
};

/** What is about offering a workflow outside: versions, channels, conversations. */
export const PUBLICATION_ROWS = {
  "publication.get": { cells: editors, input: ofWorkflow, foreign },
  "publication.audience": { cells: editors, input: ofWorkflow, foreign },
  "publication.viewAs": {
    cells: editors,
    input: async (world) => ({ ...(await live(world)), query: "garage", userId: null }),
    foreign,
  },
  "publication.setLook": {
    cells: editors,
    input: ({ workflowId }) => ({ workflowId, channel: "widget", look: { greeting: "Hello" } }),
    foreign,
  },
  "publication.setAccess": {
    cells: editors,
    input: ({ workflowId }) => ({
      workflowId,
      access: { channel: "widget", origins: ["https://shop.example"] },
    }),
    foreign,
  },
  "publication.switchChannel": {
    cells: editors,
    input: ({ workflowId }) => ({ workflowId, channel: "widget", on: false }),
    foreign,
  },
  "publication.setLimits": {
    cells: editors,
    input: ({ workflowId }) => ({ workflowId, limits: DEFAULT_LIMITS }),
    foreign,
  },
  "publication.setHandOver": {
    cells: editors,
    input: ({ workflowId }) => ({ workflowId, email: "help@example.com" }),
    foreign,
  },
  "publication.keys": { cells: editors, input: ofWorkflow, foreign },
  "publication.createKey": {
    cells: editors,
    input: ({ workflowId }) => ({ workflowId, name: fresh("Key"), expiresInDays: 30 }),
    foreign,
  },
  "publication.revokeKey": {
    cells: editors,
    input: async ({ owner, workflowId }) => {
      const input = { workflowId, name: fresh("Key"), expiresInDays: null };
      return { workflowId, id: (await createKey({ ctx: owner, input })).id };
    },
    foreign,
  },
  "publication.renewIdentityKey": { cells: editors, input: ofWorkflow, foreign },
  "publication.invitations": { cells: editors, input: ofWorkflow, foreign },
  "publication.invite": {
    cells: editors,
    input: ({ workflowId }) => ({ workflowId, email: `${fresh("guest")}@example.com` }),
    foreign,
  },
  "publication.uninvite": {
    cells: editors,
    input: async ({ owner, workflowId }) => {
      const input = {
        workflowId,
        email: `${fresh("guest")}@example.com`,
        channel: "page" as const,
        by: "link" as const,
      };
      return { workflowId, id: (await invite({ ctx: owner, input })).id };
    },
    foreign,
  },
  "publication.confirmSource": { cells: editors, input: confirmed, foreign },
  "publication.withdrawSource": {
    cells: editors,
    input: async (world) => {
      await confirmSource({ ctx: world.owner, input: confirmed(world) });
      return { workflowId: world.workflowId, sourceId: world.sourceId };
    },
    foreign,
  },
  "conversation.list": { cells: editors, input: ofWorkflow, foreign },
  "conversation.csv": { cells: editors, input: ofWorkflow, foreign },
  "conversation.review": { cells: editors, input: conversation, foreign },
  "conversationDocument.view": { cells: editors, input: conversation, foreign },
  // Nobody has signed in at the connection: whoever may save is told so.
  "conversationDocument.save": {
    cells: { ...editors, owner: "forbidden" },
    input: async (world) => ({
      ...(await conversation(world)),
      connectionId: (await signInConnection(world)).id,
    }),
    foreign,
  },
  "conversation.delete": { cells: editors, input: conversation, foreign },
  "version.list": { cells: editors, input: version, foreign },
  "version.get": { cells: editors, input: version, foreign },
  "version.publish": { cells: editors, input: draft, foreign },
  "version.goLive": { cells: editors, input: version, foreign },
  "version.setLock": {
    cells: editors,
    input: async (world) => ({ ...(await draft(world)), locked: true }),
    foreign,
  },
} satisfies Record<string, AccessRow>;
