import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { documentStates } from "./state";

export const listDocumentsInput = z.object({ sourceId: idSchema.optional() });

/** The documents of a source, or of all sources, by name. Throws `source.not-found`. */
export async function listDocuments({ ctx, input }: Call<z.infer<typeof listDocumentsInput>>) {
  const { sourceId } = input;
  if (sourceId === undefined) return documentStates(ctx, {});
  found(
    "source",
    await ctx.db.source.findFirst({
      where: { id: sourceId, workspaceId: ctx.workspace.id, deletedAt: null },
      select: { id: true },
    }),
  );
  return documentStates(ctx, { sourceId });
}
