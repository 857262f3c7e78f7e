import "server-only";
import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors/app-error";
import type { StoredFile } from "@/lib/storage/file-storage";
import { recordAudit } from "../audit/record";
import type { Tx, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { putVersion } from "./put-version";

const parts = (path: string) => path.split(/[/\\]/).map((part) => part.trim());

export const uploadInput = z.object({
  sourceId: idSchema,
  /** The file's name, a folder in front of it dropped. */
  name: z
    .string()
    .transform((name) => parts(name).at(-1) ?? "")
    .pipe(z.string().min(1).max(200)),
  /** The folder it came from, "a/b"; only shown. */
  folder: z
    .string()
    .max(1000)
    .transform((path) =>
      parts(path)
        .filter((part) => !/^\.{0,2}$/.test(part))
        .join("/"),
    )
    .optional(),
  mimeType: z.string().max(200),
  /** Made up by whoever adds several files together, the same for each: other people's files may pass them. */
  batch: idSchema.optional(),
  /** The document whose content this is from now on; without it, the one of the same name and folder, if any. */
  replaces: idSchema.optional(),
});
export type UploadInput = z.infer<typeof uploadInput>;

export interface UploadResult {
  id: string;
  /** The document that has these very bytes already: this one itself, or another of its source. */
  duplicateOf: { id: string; name: string } | null;
}

/**
 * Makes a stored file a version of a document, in the caller's transaction. The same bytes as the document has change
 * nothing; the same as another document of the source has are noted, not read. `kept` says whether the file is
 * needed. Throws `source.not-found`, `document.not-found`, `document.empty`.
 */
export async function insertUpload(
  tx: Tx,
  ctx: WorkspaceContext,
  { input, file }: { input: UploadInput; file: StoredFile },
): Promise<UploadResult & { kept: boolean }> {
  if (file.size === 0) throw new AppError("document.empty", "bad-request");
  // Two uploads of one name at the same moment take turns, so that the second is a version of the first.
  await tx.$queryRaw`SELECT 1 FROM "Source" WHERE "id" = ${input.sourceId} FOR UPDATE`;
  await requireSource(tx, ctx, input.sourceId);
  const present = await findPresent(tx, ctx, input);
  const [newest] = present?.versions ?? [];
  if (present && newest?.contentHash === file.sha256) {
    const { id, name } = present;
    return { id, duplicateOf: { id, name }, kept: false };
  }
  const twin = present ? null : await findTwin(tx, ctx, { ...input, hash: file.sha256 });
  const document = await putDocument(tx, ctx, { input, file, twin, presentId: present?.id });
  await putVersion(tx, ctx, {
    documentId: document.id,
    number: (newest?.number ?? 0) + 1,
    mimeType: input.mimeType,
    file,
    priority: twin ? null : document.priority,
  });
  await recordAudit(tx, ctx, {
    action: present ? "document.replace" : "document.upload",
    entity: "document",
    entityId: document.id,
    detail: { name: input.name, size: file.size },
  });
  return { id: document.id, duplicateOf: twin, kept: true };
}

/** The source, unless it is gone. Throws `source.not-found`. */
export async function requireSource(tx: Tx, ctx: WorkspaceContext, id: string): Promise<void> {
  found(
    "source",
    await tx.source.findFirst({
      // What a source outside holds comes from there alone.
      where: { id, workspaceId: ctx.workspace.id, type: "files", deletedAt: null },
      select: { id: true },
    }),
  );
}

async function findPresent(tx: Tx, ctx: WorkspaceContext, input: UploadInput) {
  const { sourceId, name, folder = "", replaces } = input;
  const document = await tx.document.findFirst({
    where: {
      workspaceId: ctx.workspace.id,
      sourceId,
      deletedAt: null,
      ...(replaces === undefined ? { name, folder } : { id: replaces }),
    },
    orderBy: { createdAt: "asc" },
    select: {
      id: true,
      name: true,
      versions: {
        orderBy: { number: "desc" },
        take: 1,
        select: { number: true, contentHash: true },
      },
    },
  });
  return replaces === undefined ? document : found("document", document);
}

/** Another document of the source whose newest version has the same bytes. */
async function findTwin(
  tx: Tx,
  ctx: WorkspaceContext,
  { sourceId, hash }: { sourceId: string; hash: string },
) {
  const rows = await tx.documentVersion.findMany({
    where: {
      workspaceId: ctx.workspace.id,
      contentHash: hash,
      document: { sourceId, deletedAt: null, state: { not: "skipped" } },
    },
    orderBy: { createdAt: "asc" },
    select: {
      number: true,
      document: { select: { id: true, name: true, _count: { select: { versions: true } } } },
    },
  });
  const twin = rows.find(({ number, document }) => number === document._count.versions)?.document;
  return twin ? { id: twin.id, name: twin.name } : null;
}

/** The document's row, made or changed, as the upload leaves it. */
async function putDocument(
  tx: Tx,
  ctx: WorkspaceContext,
  {
    input,
    file,
    twin,
    presentId,
  }: {
    input: UploadInput;
    file: StoredFile;
    twin: UploadResult["duplicateOf"];
    presentId: string | undefined;
  },
) {
  const workspaceId = ctx.workspace.id;
  const facts = {
    name: input.name,
    mimeType: input.mimeType,
    size: file.size,
    batch: input.batch ?? null,
    priority: await priorityOf(tx, ctx, input),
  };
  const select = { id: true, priority: true };
  if (presentId !== undefined) {
    return tx.document.update({
      where: { id: presentId, workspaceId },
      data: { ...facts, state: "queued", error: Prisma.DbNull, pausedAt: null },
      select,
    });
  }
  return tx.document.create({
    data: {
      ...facts,
      workspaceId,
      sourceId: input.sourceId,
      folder: input.folder ?? "",
      ...(twin
        ? { state: "skipped", error: { code: "document.duplicate", params: { name: twin.name } } }
        : {}),
    },
    select,
  });
}

/** Beyond this many files of a batch it makes no difference any more. */
const FURTHEST_BACK = 1000;

/**
 * The more files of its batch are waiting, the further back a file goes: the first of each batch go first, then the
 * second of each, so that nobody waits for the whole import of somebody else.
 */
async function priorityOf(tx: Tx, ctx: WorkspaceContext, { sourceId, batch }: UploadInput) {
  const [row] = await tx.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::integer AS waiting FROM (
      SELECT 1 FROM "Document"
      WHERE "workspaceId" = ${ctx.workspace.id} AND "sourceId" = ${sourceId} AND "deletedAt" IS NULL
        AND "batch" IS NOT DISTINCT FROM ${batch ?? null} AND "state" IN ('queued', 'reading')
      LIMIT ${FURTHEST_BACK}
    ) ahead`;
  return 0 - (row?.waiting ?? 0);
}
