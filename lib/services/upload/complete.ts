import "server-only";
import { Readable } from "node:stream";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { FileStorage } from "@/lib/storage/file-storage";
import type { Call, WorkspaceContext } from "../context";
import { insertUpload, uploadInput, type UploadResult } from "../document/insert-upload";
import { idSchema } from "../inputs";
import { findUpload } from "./find";
import { partsOf } from "./plan";

export const completeUploadInput = z.object({
  id: idSchema,
  /** SHA-256 of the whole file, hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * Puts the parts together and makes a document of them, as a file sent in one piece; called again, it says the same.
 * Throws `upload.not-found`,
 * `upload.incomplete`, `upload.damaged` when the sum doesn't fit, and what `insertUpload` throws; the parts stay then.
 */
export async function completeUpload({
  ctx,
  input,
  signal,
}: Call<z.infer<typeof completeUploadInput>> & {
  signal: AbortSignal | undefined;
}): Promise<UploadResult> {
  const before = await findResult(ctx, input.id);
  if (before) return before;
  const upload = await findUpload(ctx.db, ctx, input.id);
  const missing = partsOf(upload.size) - upload.parts.length;
  if (missing > 0) throw new AppError("upload.incomplete", "conflict", { params: { missing } });
  const keys = upload.parts.map(({ storageKey }) => storageKey);
  const file = await ctx.storage.put(Readable.from(chunksOf(ctx.storage, keys)), {
    maxBytes: upload.size,
    ...(signal ? { signal } : {}),
  });
  // Told within the transaction: when a connection breaks at its end, nobody knows whether there is a row for the file.
  let needed = false;
  try {
    if (file.sha256 !== input.sha256) throw new AppError("upload.damaged", "bad-request");
    const result = await ctx.db.$transaction(async (tx) => {
      // Completing twice at the same moment makes one document: the second finds nothing to complete any more.
      await tx.$queryRaw`SELECT 1 FROM "Upload" WHERE "id" = ${upload.id} FOR UPDATE`;
      await findUpload(tx, ctx, upload.id);
      const { kept, ...inserted } = await insertUpload(tx, ctx, {
        input: uploadInput.parse(upload.input),
        file,
      });
      const workspaceId = ctx.workspace.id;
      await tx.uploadPart.deleteMany({ where: { uploadId: upload.id, workspaceId } });
      await tx.upload.update({
        where: { id: upload.id, workspaceId },
        data: { documentId: inserted.id, touchedAt: new Date() },
      });
      needed = kept;
      return inserted;
    });
    for (const key of keys) await ctx.storage.delete(key);
    return result;
  } finally {
    if (!needed) await ctx.storage.delete(file.key);
  }
}

/** What it came to, if it was completed. */
async function findResult(ctx: WorkspaceContext, id: string): Promise<UploadResult | null> {
  const upload = await ctx.db.upload.findFirst({
    where: { id, workspaceId: ctx.workspace.id, documentId: { not: null } },
    select: { documentId: true },
  });
  return upload?.documentId ? { id: upload.documentId, duplicateOf: null } : null;
}

async function* chunksOf(storage: FileStorage, keys: readonly string[]): AsyncGenerator<Buffer> {
  for (const key of keys) {
    for await (const chunk of await storage.get(key)) yield chunk as Buffer;
  }
}
