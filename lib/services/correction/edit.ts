import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { findDocument } from "../document/find";
import { idSchema } from "../inputs";
import { changeCorrections } from "./change";
import { correctionText, targetInput } from "./inputs";
import { createCorrection, endCorrections, findStretch } from "./write";

export const editInput = z.object({
  documentId: idSchema,
  target: targetInput,
  text: correctionText,
});

/**
 * Lets a stretch of a document, or an earlier correction, read otherwise. From the answer on the new text is found in
 * place of what it read before, by its words; by its meaning as soon as it is embedded. Throws `document.not-found` and the
 * errors of {@link findStretch}.
 */
export async function editPassage({
  ctx,
  input: { documentId, target, text },
}: Call<z.infer<typeof editInput>>): Promise<{ id: string }> {
  return ctx.db.$transaction(async (tx) => {
    const document = await findDocument(tx, ctx, documentId);
    const write = async () => {
      const { anchor, ended } = await findStretch(tx, ctx, { document, target });
      await endCorrections(tx, ctx, { documentId, ids: ended });
      const made = await createCorrection(
        tx,
        ctx,
        anchor === null
          ? { documentId, kind: "add", text }
          : { documentId, kind: "edit", anchor, text },
      );
      return { ended, id: made.id };
    };
    const { id } = await changeCorrections(tx, ctx, { document, write });
    await recordAudit(tx, ctx, {
      action: "correction.edit",
      entity: "document",
      entityId: documentId,
      detail: { name: document.name },
    });
    return { id };
  });
}
