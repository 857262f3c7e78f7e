import "server-only";
import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { queueDocuments } from "../indexing/queue-documents";
import { idSchema } from "../inputs";
import { findDocument } from "./find";
import { sealPassword } from "./password";

export const unlockInput = z.object({ id: idSchema, password: z.string().min(1).max(500) });

/**
 * Keeps the password of a protected file, sealed and never shown again, and reads the file with it. A wrong one ends
 * as `ingestion.password` on the document once more. Throws `document.not-found`.
 */
export async function unlockDocument({
  ctx,
  input,
}: Call<z.infer<typeof unlockInput>>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    const { id, state } = await findDocument(tx, ctx, input.id);
    await tx.document.update({
      where: { id, workspaceId },
      data: {
        sealedPassword: sealPassword(ctx.vault, input.password, { id, workspaceId }),
        ...(state === "failed" ? { state: "queued", error: Prisma.DbNull } : {}),
      },
    });
    await queueDocuments(tx, ctx, [id]);
    await recordAudit(tx, ctx, { action: "document.unlock", entity: "document", entityId: id });
  });
}
