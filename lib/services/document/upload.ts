import "server-only";
import type { Readable } from "node:stream";
import type { Call } from "../context";
import {
  insertUpload,
  requireSource,
  uploadInput,
  type UploadInput,
  type UploadResult,
} from "./insert-upload";

/** Of a file that is sent in one piece; larger ones go in parts (services/upload). */
export const MAX_UPLOAD_BYTES = 200 * 1024 * 1024;

export { uploadInput };

type Upload = Call<UploadInput> & { body: Readable; signal: AbortSignal };

/**
 * Stores a file and queues reading it. A name that is there already gets a new version, and answers come from the
 * old one until the new one is searchable; bytes that are there already are noted. Throws `source.not-found`,
 * `document.not-found`, `document.empty`, `storage.too-large`, `storage.full`.
 */
export async function uploadDocument({ ctx, input, body, signal }: Upload): Promise<UploadResult> {
  // What goes wrong with it before anybody reads is told to the one who reads; unheard, it would end the process.
  body.on("error", () => undefined);
  await requireSource(ctx.db, ctx, input.sourceId);
  const file = await ctx.storage.put(body, { maxBytes: MAX_UPLOAD_BYTES, signal });
  // Told within the transaction: when a connection breaks at its end, nobody knows whether there is a row for the file.
  let needed = false;
  try {
    return await ctx.db.$transaction(async (tx) => {
      const { kept, ...result } = await insertUpload(tx, ctx, { input, file });
      needed = kept;
      return result;
    });
  } finally {
    if (!needed) await ctx.storage.delete(file.key);
  }
}
