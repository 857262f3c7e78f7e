import "server-only";
import type { z } from "zod";
import type { Call } from "../context";
import { windowOf } from "../document/text-window";
import { viewDocumentInput } from "../document/view";
import { documentOf } from "../indexing/stored-version";
import { found } from "../not-found";
import { visibleFiles } from "./scope";

export const viewFileInput = viewDocumentInput.pick({ id: true, around: true });

/**
 * The stored text of an attached file, around what the reader came for when it is long; offsets refer to the whole.
 * Throws `conversation-file.not-found`, also while nothing was read yet.
 */
export async function viewFile({ ctx, input }: Call<z.infer<typeof viewFileInput>>) {
  const file = found(
    "conversation-file",
    await ctx.db.conversationFile.findFirst({
      where: { id: input.id, state: "ready", ...visibleFiles(ctx) },
      select: { id: true, name: true, text: true, structure: true },
    }),
  );
  return { id: file.id, name: file.name, ...windowOf(documentOf(file), input.around) };
}
