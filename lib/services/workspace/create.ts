import "server-only";
import type { z } from "zod";
import type { Tx, UserContext } from "../context";
import { recordAudit } from "../audit/record";
import type { named } from "../inputs";
import { slugify, withSuffix } from "./slug";

/** Makes a workspace with the caller as its owner. */
export async function createWorkspace(args: { ctx: UserContext; input: z.infer<typeof named> }) {
  const { ctx, input } = args;
  return ctx.db.$transaction(async (tx) => {
    const workspace = await insertWorkspace(tx, { name: input.name, ownerId: ctx.user.id });
    return { slug: workspace.slug };
  });
}

/** The rows of a new workspace, within the caller's transaction. */
export async function insertWorkspace(
  tx: Tx,
  { name, ownerId }: { name: string; ownerId: string },
) {
  const plain = slugify(name);
  const taken = await tx.workspace.findUnique({ where: { slug: plain }, select: { id: true } });
  const workspace = await tx.workspace.create({
    data: {
      name,
      slug: taken ? withSuffix(plain) : plain,
      memberships: { create: { userId: ownerId, role: "owner" } },
    },
    select: { id: true, slug: true, name: true },
  });
  await recordAudit(
    tx,
    { workspace, actor: { userId: ownerId, role: "owner" } },
    { action: "workspace.create", entity: "workspace", entityId: workspace.id, detail: { name } },
  );
  return workspace;
}
