import "server-only";
import type { Readable } from "node:stream";
import type { Call } from "../context";
import { found } from "../not-found";
import { findDocument } from "./find";

export interface Original {
  name: string;
  mimeType: string;
  /** Bytes. */
  size: number;
  body: Readable;
}

/**
 * The file of the version asked for, else of the one answers come from, else of the newest. Throws `document.not-found`, `storage.missing`.
 */
export async function openOriginal({
  ctx,
  input,
}: Call<{ id: string; versionId?: string | undefined }>): Promise<Original> {
  const document = await findDocument(ctx.db, ctx, input.id);
  const wanted = input.versionId ?? document.currentVersionId;
  const version = found(
    "document",
    await ctx.db.documentVersion.findFirst({
      where: {
        documentId: document.id,
        workspaceId: ctx.workspace.id,
        ...(wanted ? { id: wanted } : {}),
      },
      orderBy: { number: "desc" },
      select: { mimeType: true, size: true, storageKey: true },
    }),
  );
  const body = await ctx.storage.get(version.storageKey);
  return { name: document.name, mimeType: version.mimeType, size: version.size, body };
}
