import { DEFAULT_LIMITS } from "@/lib/publication/settings";
import { confirmSource } from "@/lib/services/publication/confirm-source";
import { createKey } from "@/lib/services/publication/create-key";
import { invite } from "@/lib/services/publication/invite";
import { editors, foreign, fresh, type AccessRow } from "./access-cells";
import type { AccessWorld } from "./access-world";

const ofWorkflow = ({ workflowId }: AccessWorld) => ({ workflowId });
const confirmed = ({ workflowId, sourceId }: AccessWorld) => ({
  workflowId,
  sourceId,
  audience: "anyone" as const,
});

const conversation = async ({ owner, workflowId }: AccessWorld) => {
  const input = { workflowId, email: `${fresh("guest")}@example.com` };
  await invite({ ctx: owner, input });
  const workspaceId = owner.workspace.id;
  const { id: publicationId } = await owner.db.publication.findFirstOrThrow({
    where: { workflowId, workspaceId },
  });
  const data = { workspaceId, workflowId, publicationId, channel: "widget" as const };
  return { conversationId: (await owner.db.conversation.create({ data })).id };
};

/** What is about offering a workflow outside. */
export const PUBLICATION_ROWS = {
  "publication.get": { cells: editors, input: ofWorkflow, foreign },
  "publication.audience": { cells: editors, input: ofWorkflow, foreign },
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
      const input = { workflowId, email: `${fresh("guest")}@example.com` };
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
  "visitorConversation.list": { cells: editors, input: ofWorkflow, foreign },
  "visitorConversation.export": { cells: editors, input: conversation, foreign },
  "visitorConversation.delete": { cells: editors, input: conversation, foreign },
} satisfies Record<string, AccessRow>;
