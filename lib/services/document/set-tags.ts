import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { foundCount } from "../not-found";

/** A document may have so many. */
export const MOST_TAGS = 20;
export const tagSchema = z.string().trim().min(1).max(60);

export const setTagsInput = z.object({
  id: idSchema,
  /** All of them; an empty list takes them away. */
  tags: z
    .array(tagSchema)
    .max(MOST_TAGS)
    .transform((tags) => [...new Set(tags)]),
});

/** Replaces the tags of a document. Throws `document.not-found`. */
export async function setTags({
  ctx,
  input: { id, tags },
}: Call<z.infer<typeof setTagsInput>>): Promise<void> {
  foundCount(
    "document",
    await ctx.db.document.updateMany({
      where: { id, workspaceId: ctx.workspace.id, deletedAt: null },
      data: { tags },
    }),
  );
}
