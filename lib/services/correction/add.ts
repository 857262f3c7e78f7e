import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { findDocument } from "../document/find";
import { idSchema } from "../inputs";
import { changeCorrections } from "./change";
import { correctionText } from "./inputs";
import { createCorrection } from "./write";

export const addInput = z.object({ documentId: idSchema, text: correctionText });

/** Adds a passage that is not in a document's file; found by its words from the answer on. Throws `document.not-found`. */
export async function addPassage({
  ctx,
  input: { documentId, text },
}: Call<z.infer<typeof addInput>>): Promise<{ id: string }> {
  return ctx.db.$transaction(async (tx) => {
    const document = await findDocument(tx, ctx, documentId);
    const write = async () => {
      const made = await createCorrection(tx, ctx, { documentId, kind: "add", text });
      return { ended: [], id: made.id };
    };
    const { id } = await changeCorrections(tx, ctx, { document, write });
    await recordAudit(tx, ctx, {
      action: "correction.add",
      entity: "document",
      entityId: documentId,
      detail: { name: document.name },
    });
    return { id };
  });
}
