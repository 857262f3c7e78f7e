import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";

export const listReceiptsInput = z.object({ cursor: idSchema.optional() });

const PAGE = 50;

/** What was deleted, the newest first; `next` is the cursor of the following page. */
export async function listReceipts({ ctx, input }: Call<z.infer<typeof listReceiptsInput>>) {
  const rows = await ctx.db.deletionReceipt.findMany({
    where: { workspaceId: ctx.workspace.id },
    orderBy: [{ deletedAt: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    ...(input.cursor ? { cursor: { id: input.cursor }, skip: 1 } : {}),
    omit: { workspaceId: true },
  });
  const items = rows.slice(0, PAGE);
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}
