import "server-only";
import type { Readable } from "node:stream";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { requireStored } from "../stored-file/naming";
import { findUpload } from "./find";
import { partSize } from "./plan";

export const putPartInput = z.object({
  id: idSchema,
  /** From 0. */
  number: z.coerce.number().int().min(0).max(100_000),
});

type PutPart = Call<z.infer<typeof putPartInput>> & { body: Readable; signal: AbortSignal };

/**
 * Stores a part; sending one again replaces it. Throws `upload.not-found`, `upload.wrong-part` when it has not the
 * size it must have, `storage.too-large`, `storage.full`.
 */
export async function putPart({ ctx, input, body, signal }: PutPart): Promise<void> {
  const { id, number } = input;
  const upload = await findUpload(ctx.db, ctx, id);
  const expected = partSize(upload.size, number);
  if (expected === 0) throw wrongPart(number);
  const file = await ctx.storage.put(body, { maxBytes: expected, signal });
  let unneeded: string | undefined = file.key;
  try {
    if (file.size !== expected) throw wrongPart(number);
    const workspaceId = ctx.workspace.id;
    const part = { size: file.size, storageKey: file.key };
    unneeded = await ctx.db.$transaction(async (tx) => {
      // Parts of one upload take turns, so that two of the same number don't both become the part.
      await tx.$queryRaw`SELECT 1 FROM "Upload" WHERE "id" = ${id} FOR UPDATE`;
      const { parts } = await findUpload(tx, ctx, id);
      await tx.uploadPart.upsert({
        where: { uploadId_number: { uploadId: id, number }, workspaceId },
        create: { ...part, workspaceId, uploadId: id, number },
        update: part,
      });
      await requireStored(ctx.storage, file.key);
      await tx.upload.update({ where: { id, workspaceId }, data: { touchedAt: new Date() } });
      // When a connection breaks at the end of this, nobody knows which of the two files its row has.
      unneeded = undefined;
      return parts.find((present) => present.number === number)?.storageKey;
    });
  } finally {
    if (unneeded !== undefined) await ctx.storage.delete(unneeded);
  }
}

function wrongPart(number: number): AppError {
  return new AppError("upload.wrong-part", "bad-request", { params: { number: number + 1 } });
}
