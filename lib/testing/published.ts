import type { Access } from "@/lib/publication/settings";
import type { WorkspaceContext } from "@/lib/services/context";
import { confirmSource } from "@/lib/services/publication/confirm-source";
import { getPublication } from "@/lib/services/publication/get";
import { setAccess } from "@/lib/services/publication/set-access";
import { switchChannel } from "@/lib/services/publication/switch-channel";
import { publishVersion } from "@/lib/services/version/publish";
import { getWorkflow } from "@/lib/services/workflow/get";
import { answeringWorkspace } from "./knowledge";
import type { TestServices } from "./services";

export const SITE = "https://shop.example";

/** Makes the draft of a workflow the live version. */
export async function goLive(ctx: WorkspaceContext, workflowId: string): Promise<void> {
  const { revision } = await getWorkflow({ ctx, input: { id: workflowId } });
  await publishVersion({ ctx, input: { workflowId, baseRevision: revision, note: "" } });
}

/** Chooses who may use a channel and opens it; gives the publication's id. */
export async function openChannel(
  ctx: WorkspaceContext,
  { workflowId, access, password }: { workflowId: string; access: Access; password?: string },
): Promise<string> {
  await setAccess({ ctx, input: { workflowId, access, ...(password && { password }) } });
  await switchChannel({ ctx, input: { workflowId, channel: access.channel, on: true } });
  return (await getPublication({ ctx, input: { workflowId } })).id ?? "";
}

/** A workspace whose workflow answers from one document, live on one site; its source is confirmed for everybody. */
export async function publishedWorkspace(services: TestServices) {
  const world = await answeringWorkspace(services);
  const { ctx, workflowId, sourceId } = world;
  await goLive(ctx, workflowId);
  const access: Access = { channel: "widget", origins: [SITE], identified: false };
  const publicationId = await openChannel(ctx, { workflowId, access });
  await confirmSource({ ctx, input: { workflowId, sourceId, audience: "anyone" } });
  return { ...world, publicationId };
}
