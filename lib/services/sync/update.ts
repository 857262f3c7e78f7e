import "server-only";
import { z } from "zod";
import { syncFiltersSchema } from "@/lib/knowledge/sync/filters";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { everyMinutesSchema } from "./create";
import { requireSync } from "./require";

export const updateSyncInput = z.object({
  id: idSchema,
  filters: syncFiltersSchema,
  everyMinutes: everyMinutesSchema,
});

/** Changes what is taken of a source and how often; the next sync goes by it. Throws `sync.not-found`. */
export async function updateSync({
  ctx,
  input: { id, filters, everyMinutes },
}: Call<z.infer<typeof updateSyncInput>>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    await requireSync(tx, ctx, id);
    const nextAt = everyMinutes === null ? null : new Date(Date.now() + everyMinutes * 60_000);
    await tx.sourceSync.update({
      where: { sourceId: id, workspaceId },
      data: { filters, everyMinutes, nextAt },
    });
    await recordAudit(tx, ctx, {
      action: "sync.update",
      entity: "source",
      entityId: id,
      detail: { everyMinutes },
    });
  });
}
