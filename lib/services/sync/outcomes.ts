import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { sourceErrorSchema } from "../source-connection/source-error";
import { SYNC_OUTCOMES } from "./note-outcomes";

const PAGE = 100;

export const syncOutcomesInput = z.object({
  runId: idSchema,
  outcome: z.enum(SYNC_OUTCOMES).nullable(),
  /** Goes on after the last of a page before. */
  cursor: z.number().int().nullish(),
});

/** What a run did with each file, in the order in which it did it. Throws `sync.not-found`. */
export async function listSyncOutcomes({
  ctx,
  input: { runId, outcome, cursor },
}: Call<z.infer<typeof syncOutcomesInput>>) {
  const workspaceId = ctx.workspace.id;
  found("sync", await ctx.db.syncRun.findFirst({ where: { id: runId, workspaceId } }));
  const rows = await ctx.db.syncOutcome.findMany({
    where: {
      runId,
      workspaceId,
      ...(outcome !== null && { outcome }),
      ...(cursor != null && { id: { gt: cursor } }),
    },
    orderBy: { id: "asc" },
    take: PAGE + 1,
    select: { id: true, name: true, folder: true, outcome: true, error: true },
  });
  const shown = rows.slice(0, PAGE);
  return {
    outcomes: shown.map((row) => ({ ...row, error: sourceErrorSchema.parse(row.error) })),
    next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}
