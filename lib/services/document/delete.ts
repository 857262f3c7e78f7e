import "server-only";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { findDocument } from "./find";
import { removeDocuments } from "./remove";

/** Deletes a document; from the answer on, no question finds it. Throws `document.not-found`. */
export async function deleteDocument({ ctx, input }: Call<ById>) {
  return ctx.db.$transaction(async (tx) => {
    const document = await findDocument(tx, ctx, input.id);
    const passagesRemoved = await removeDocuments(tx, ctx, { id: document.id });
    await recordAudit(tx, ctx, {
      action: "document.delete",
      entity: "document",
      entityId: document.id,
      detail: { name: document.name, passagesRemoved },
    });
    return { passagesRemoved };
  });
}
