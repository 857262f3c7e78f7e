import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { foundCount } from "../not-found";
import { uploadInput } from "./insert-upload";

export const setFolderInput = z.object({
  id: idSchema,
  /** "a/b", or "" for none; only shown. */
  folder: uploadInput.shape.folder.unwrap(),
});

/** Puts a document into another folder. Throws `document.not-found`. */
export async function setFolder({
  ctx,
  input: { id, folder },
}: Call<z.infer<typeof setFolderInput>>): Promise<void> {
  foundCount(
    "document",
    await ctx.db.document.updateMany({
      where: { id, workspaceId: ctx.workspace.id, deletedAt: null },
      data: { folder },
    }),
  );
}
