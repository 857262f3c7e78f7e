import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { MAX_FILE_BYTES } from "@/lib/knowledge/files/limits";
import type { Call, Tx, WorkspaceContext } from "../context";
import { requireSource, uploadInput, type UploadInput } from "../document/insert-upload";
import { PART_BYTES, partsOf } from "./plan";

export const beginUploadInput = uploadInput.extend({
  /** Bytes of the whole file. */
  size: z.int().min(1),
});

/** What a workspace may have begun and not completed. */
const MOST_BYTES = 8 * MAX_FILE_BYTES;

/**
 * Announces a file that will come in parts; what came survives a restart, and goes after a day without another part.
 * Returns how it is to be cut. Throws `source.not-found`, `storage.too-large`, `upload.too-much`.
 */
export async function beginUpload({ ctx, input }: Call<z.infer<typeof beginUploadInput>>) {
  const { size, ...file } = input;
  if (size > MAX_FILE_BYTES) {
    throw new AppError("storage.too-large", "too-large", { params: { limit: MAX_FILE_BYTES } });
  }
  const upload = await ctx.db.$transaction(async (tx) => {
    await requireSource(tx, ctx, file.sourceId);
    await checkQuota(tx, ctx, size);
    return tx.upload.create({
      data: {
        workspaceId: ctx.workspace.id,
        sourceId: file.sourceId,
        input: stored(file),
        size,
        createdById: ctx.actor.userId,
      },
      select: { id: true },
    });
  });
  return { id: upload.id, partBytes: PART_BYTES, parts: partsOf(size) };
}

/** What was said of the file, as the row keeps it; what wasn't said is left out. */
function stored(file: UploadInput): Record<string, string> {
  return Object.fromEntries(
    Object.entries(file).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

async function checkQuota(tx: Tx, ctx: WorkspaceContext, size: number): Promise<void> {
  const { _sum } = await tx.upload.aggregate({
    where: { workspaceId: ctx.workspace.id, documentId: null },
    _sum: { size: true },
  });
  if ((_sum.size ?? 0) + size <= MOST_BYTES) return;
  throw new AppError("upload.too-much", "conflict", { params: { limit: MOST_BYTES } });
}
