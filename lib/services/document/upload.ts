import "server-only";
import type { Readable } from "node:stream";
import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors/app-error";
import type { StoredFile } from "@/lib/storage/file-storage";
import { recordAudit } from "../audit/record";
import type { Call, Tx, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";

export const MAX_UPLOAD_BYTES = 200 * 1024 * 1024;

export const uploadInput = z.object({
  sourceId: idSchema,
  /** The file's name, a folder in front of it dropped. */
  name: z
    .string()
    .transform((name) => name.split(/[/\\]/).at(-1)?.trim() ?? "")
    .pipe(z.string().min(1).max(200)),
  mimeType: z.string().max(200),
  /** The document whose content this is from now on; without it, the one of the same name, if any. */
  replaces: idSchema.optional(),
});
type Input = z.infer<typeof uploadInput>;

type Upload = Call<Input> & { body: Readable; signal: AbortSignal };

/**
 * Stores a file and queues reading it. A name that is there already gets a new version, and answers come from the
 * old one until the new one is searchable; the same bytes again change nothing. Throws `source.not-found`,
 * `document.not-found`, `document.empty`, `storage.too-large`, `storage.full`.
 */
export async function uploadDocument({
  ctx,
  input,
  body,
  signal,
}: Upload): Promise<{ id: string }> {
  await requireSource(ctx.db, ctx, input.sourceId);
  const file = await ctx.storage.put(body, { maxBytes: MAX_UPLOAD_BYTES, signal });
  let kept = false;
  try {
    if (file.size === 0) throw new AppError("document.empty", "bad-request");
    const result = await ctx.db.$transaction((tx) => insertUpload(tx, ctx, { input, file }));
    kept = result.kept;
    return { id: result.id };
  } finally {
    if (!kept) await ctx.storage.delete(file.key);
  }
}

async function insertUpload(
  tx: Tx,
  ctx: WorkspaceContext,
  { input, file }: { input: Input; file: StoredFile },
) {
  // Two uploads of one name at the same moment take turns, so that the second is a version of the first.
  await tx.$queryRaw`SELECT 1 FROM "Source" WHERE "id" = ${input.sourceId} FOR UPDATE`;
  await requireSource(tx, ctx, input.sourceId);
  const present = await findPresent(tx, ctx, input);
  const [newest] = present?.versions ?? [];
  if (present && newest?.contentHash === file.sha256) return { id: present.id, kept: false };
  const facts = { mimeType: input.mimeType, size: file.size };
  const workspaceId = ctx.workspace.id;
  const document = present
    ? await tx.document.update({
        where: { id: present.id, workspaceId },
        data: { ...facts, name: input.name, state: "queued", error: Prisma.DbNull },
        select: { id: true },
      })
    : await tx.document.create({
        data: { ...facts, workspaceId, sourceId: input.sourceId, name: input.name },
        select: { id: true },
      });
  const version = await tx.documentVersion.create({
    data: {
      ...facts,
      workspaceId,
      documentId: document.id,
      number: (newest?.number ?? 0) + 1,
      contentHash: file.sha256,
      storageKey: file.key,
    },
    select: { id: true },
  });
  await ctx.jobs.enqueue(tx, "read-version", { workspaceId, versionId: version.id });
  await recordAudit(tx, ctx, {
    action: present ? "document.replace" : "document.upload",
    entity: "document",
    entityId: document.id,
    detail: { name: input.name, size: file.size },
  });
  return { id: document.id, kept: true };
}

async function requireSource(tx: Tx, ctx: WorkspaceContext, id: string) {
  found(
    "source",
    await tx.source.findFirst({
      where: { id, workspaceId: ctx.workspace.id, deletedAt: null },
      select: { id: true },
    }),
  );
}

async function findPresent(tx: Tx, ctx: WorkspaceContext, { sourceId, name, replaces }: Input) {
  const document = await tx.document.findFirst({
    where: {
      workspaceId: ctx.workspace.id,
      sourceId,
      deletedAt: null,
      ...(replaces === undefined ? { name } : { id: replaces }),
    },
    orderBy: { createdAt: "asc" },
    select: {
      id: true,
      versions: {
        orderBy: { number: "desc" },
        take: 1,
        select: { number: true, contentHash: true },
      },
    },
  });
  return replaces === undefined ? document : found("document", document);
}
