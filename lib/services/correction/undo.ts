import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { findDocument } from "../document/find";
import { idSchema } from "../inputs";
import { changeCorrections } from "./change";
import { endCorrections } from "./write";

export const undoInput = z.object({ documentId: idSchema, id: idSchema });

/**
 * Takes a correction back. From the answer on what it stood for is found again by its words, and its own text no more.
 * Throws `document.not-found`, `correction.not-found`.
 */
export async function undoCorrection({
  ctx,
  input: { documentId, id },
}: Call<z.infer<typeof undoInput>>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const document = await findDocument(tx, ctx, documentId);
    const write = async () => {
      const ended = [id];
      await endCorrections(tx, ctx, { documentId, ids: ended });
      return { ended };
    };
    await changeCorrections(tx, ctx, { document, write });
    await recordAudit(tx, ctx, {
      action: "correction.undo",
      entity: "document",
      entityId: documentId,
      detail: { name: document.name },
    });
  });
}
