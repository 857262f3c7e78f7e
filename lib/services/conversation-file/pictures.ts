import "server-only";
import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/errors/app-error";
import type { ChatImage, FilePort } from "@/lib/nodes/_contract/context";
import type { WorkspaceScope } from "../context";
import { presentFiles } from "./scope";

/** What every service with models that see takes. */
const SEEN = ["image/png", "image/jpeg", "image/webp", "image/gif"];
/** Bytes of one picture; larger ones are refused by some services, in base64 (https://docs.claude.com/en/docs/build-with-claude/vision). */
const MAX_BYTES = 3_750_000;

type Request = Parameters<FilePort["pictures"]>[0] & {
  readonly run: { readonly id: string; readonly conversationId: string };
};

/** The pictures among files of one conversation, with the use noted first: what comes of it goes when the file does. */
export async function readPictures(
  ctx: WorkspaceScope,
  { fileIds, run, signal }: Request,
): Promise<ChatImage[]> {
  const where = {
    ...presentFiles(ctx.workspace.id),
    conversationId: run.conversationId,
    id: { in: [...fileIds] },
    mimeType: { in: SEEN },
  };
  await ctx.db.conversationFile.updateMany({
    where: { ...where, NOT: { usedBy: { has: run.id } } },
    data: { usedBy: { push: run.id } },
  });
  const files = await ctx.db.conversationFile.findMany({
    where,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { name: true, mimeType: true, size: true, storageKey: true },
  });
  const images: ChatImage[] = [];
  for (const { name, mimeType, size, storageKey } of files) {
    if (size > MAX_BYTES) {
      const params = { name, limit: MAX_BYTES / 1_000_000 };
      throw new AppError("conversation-file.picture-too-large", "too-large", { params });
    }
    const data = await ctx.storage.withLocalPath(storageKey, (path) =>
      readFile(path, { encoding: "base64", signal }),
    );
    images.push({ mediaType: mimeType, data });
  }
  return images;
}
