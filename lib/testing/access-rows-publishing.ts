import { getWorkflow } from "@/lib/services/workflow/get";
import { createWorkflow } from "@/lib/services/workflow/create";
import { publishVersion } from "@/lib/services/version/publish";
import { askToEnd } from "./attached-files";
import { editors, foreign, fresh, type AccessRow } from "./access-cells";
import type { AccessWorld } from "./access-world";

const draft = async ({ owner }: AccessWorld) => {
  const { id } = await createWorkflow({
    ctx: owner,
    input: { name: fresh("Flow"), template: "answer-from-documents" },
  });
  const { revision } = await getWorkflow({ ctx: owner, input: { id } });
  return { workflowId: id, baseRevision: revision };
};
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
const ofWorkflow = ({ workflowId }: AccessWorld) => ({ workflowId });

/** What is about publishing. */
export const PUBLISHING_ROWS = {
  "conversation.list": { cells: editors, input: ofWorkflow, foreign },
  "conversation.csv": { cells: editors, input: ofWorkflow, foreign },
  "conversation.review": { cells: editors, input: conversation, foreign },
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
