import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";

export const listAuditInput = z.object({ cursor: idSchema.optional() });

const PAGE = 50;

/** The newest audit events; `next` is the cursor of the following page. */
export async function listAudit({ ctx, input }: Call<z.infer<typeof listAuditInput>>) {
  const rows = await ctx.db.auditEvent.findMany({
    where: { workspaceId: ctx.workspace.id },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    ...(input.cursor ? { cursor: { id: input.cursor }, skip: 1 } : {}),
    include: { user: { select: { name: true } } },
  });
  const items = rows.slice(0, PAGE).map(({ user, id, at, action, entity, entityId, detail }) => ({
    id,
    at,
    userName: user?.name ?? null,
    action,
    entity,
    entityId,
    detail,
  }));
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}
