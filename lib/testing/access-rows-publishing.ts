import { getWorkflow } from "@/lib/services/workflow/get";
import { createWorkflow } from "@/lib/services/workflow/create";
import { publishVersion } from "@/lib/services/version/publish";
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

/** What is about publishing. */
export const PUBLISHING_ROWS = {
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
