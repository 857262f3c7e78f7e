import "server-only";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { findUpload } from "./find";

/** Gives an upload up and removes what came of it. Throws `upload.not-found`. */
export async function abortUpload({ ctx, input }: Call<ById>): Promise<void> {
  const { id, parts } = await findUpload(ctx.db, ctx, input.id);
  await ctx.db.upload.deleteMany({ where: { id, workspaceId: ctx.workspace.id } });
  for (const { storageKey } of parts) await ctx.storage.delete(storageKey);
}
