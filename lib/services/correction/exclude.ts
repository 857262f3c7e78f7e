import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { findDocument } from "../document/find";
import { idSchema } from "../inputs";
import { changeCorrections } from "./change";
import { targetInput } from "./inputs";
import { createCorrection, endCorrections, findStretch } from "./write";

export const excludeInput = z.object({ documentId: idSchema, target: targetInput });

/**
 * Takes a stretch of a document out of everything that is searched; from the answer on no question finds it, however
 * the document is cut later. An edit goes with it, an addition is just taken back. Throws `document.not-found` and
 * the errors of {@link findStretch}.
 */
export async function excludePassage({
  ctx,
  input: { documentId, target },
}: Call<z.infer<typeof excludeInput>>): Promise<{ id: string | null }> {
  return ctx.db.$transaction(async (tx) => {
    const document = await findDocument(tx, ctx, documentId);
    const write = async () => {
      const { anchor, ended } = await findStretch(tx, ctx, { document, target });
      await endCorrections(tx, ctx, { documentId, ids: ended });
      if (anchor === null) return { ended, id: null };
      const made = await createCorrection(tx, ctx, { documentId, kind: "exclude", anchor });
      return { ended, id: made.id };
    };
    const { id } = await changeCorrections(tx, ctx, { document, write });
    await recordAudit(tx, ctx, {
      action: "correction.exclude",
      entity: "document",
      entityId: documentId,
      detail: { name: document.name },
    });
    return { id };
  });
}
