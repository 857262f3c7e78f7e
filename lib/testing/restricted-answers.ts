import { randomUUID } from "node:crypto";
import { DEFAULT_LIMITS } from "@/lib/publication/settings";
import type { PublicContext, VisitorContext } from "@/lib/services/context";
import { confirmSource } from "@/lib/services/publication/confirm-source";
import { createKey } from "@/lib/services/publication/create-key";
import { createWorkflow } from "@/lib/services/workflow/create";
import { changeNodes } from "./knowledge";
import { goLive, openChannel } from "./published";
import { grant, permittedSource } from "./remote-permissions";
import type { TestServices } from "./services";

export const LEAVE = "Full-time employees have 26 days of annual leave in a year.";
export const QUESTION = "How many days of annual leave do full-time employees have?";

/**
 * A published workflow that answers from a library in which one file is for Anna and Cora. Ben is a member too; Bill builds, and
 * neither he nor the owner, who is `ctx`, may read it.
 */
export async function restrictedAnswers(services: TestServices) {
  const at = await permittedSource(services);
  const { ctx, world, drive } = at;
  const mails = { anna: "", ben: "", cora: "", bill: "" };
  for (const name of ["anna", "ben", "cora", "bill"] as const) {
    mails[name] = world.addUser(name).mail;
  }
  const { id: fileId } = world.tree.create({
    parentId: drive.rootId,
    name: "leave.txt",
    content: LEAVE,
    shares: [grant.user(mails.anna), grant.user(mails.cora)],
  });
  const source = await at.begin();
  await source.sync();
  const { sourceId } = source;
  const { storeId } = at;
  const newWorkflow = async () => {
    const template = "answer-from-documents" as const;
    const { id: workflowId } = await createWorkflow({ ctx, input: { name: "Leave", template } });
    await changeNodes(ctx, { workflowId, type: "vector-store", params: { storeId } });
    await changeNodes(ctx, { workflowId, type: "files", params: { sourceId } });
    return workflowId;
  };
  const workflowId = await newWorkflow();
  await services.drainJobs();
  const people = {
    anna: await at.join(mails.anna),
    ben: await at.join(mails.ben),
    cora: await at.join(mails.cora),
    bill: await at.join(mails.bill, { role: "builder" }),
  };
  const { id: documentId } = await services.db.document.findFirstOrThrow({ where: { sourceId } });
  return {
    ...{ ...at, ...source, mails, people, workflowId, documentId, fileId, newWorkflow },
    unshare: (mail: string) => world.tree.unshare(fileId, grant.user(mail).id),
    share: (mail: string) => world.tree.share(fileId, grant.user(mail)),
  };
}

type RestrictedAnswers = Awaited<ReturnType<typeof restrictedAnswers>>;

/** Publishes it for members on a page and for programs; gives those who ask there. */
export async function publishRestricted(services: TestServices, world: RestrictedAnswers) {
  const { ctx, workflowId, sourceId } = world;
  const workspaceId = ctx.workspace.id;
  await goLive(ctx, workflowId);
  const access = { channel: "page", who: "members" } as const;
  const publicationId = await openChannel(ctx, { workflowId, access });
  await confirmSource({ ctx, input: { workflowId, sourceId, audience: "anyone" } });
  const outside = {
    ...services,
    workspace: { id: workspaceId },
    publication: { id: publicationId, workflowId, limits: DEFAULT_LIMITS },
    audience: "workspace" as const,
  };
  /** A visitor of the page; who vouches for them as whom, as `Visitor.identity` says. */
  const visitor = async (identity: string | null): Promise<VisitorContext> => {
    const { id: visitorId } = await services.db.visitor.create({
      data: { publicationId, workspaceId, identity },
    });
    const asker = { visitorId, apiKeyId: null };
    return { ...outside, channel: "page", asker, conversationId: randomUUID() };
  };
  const program = async (): Promise<PublicContext> => {
    const input = { workflowId, name: "Ticket system", expiresInDays: null };
    const { id: apiKeyId } = await createKey({ ctx, input });
    return { ...outside, channel: "api", asker: { visitorId: null, apiKeyId } };
  };
  return { visitor, program };
}
