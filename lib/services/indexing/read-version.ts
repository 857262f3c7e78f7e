import "server-only";
import { writeJson } from "@/lib/db/json";
import { Prisma } from "@/lib/db/generated/client";
import { detectLanguage } from "@/lib/knowledge/ingestion/detect-language";
import type { ParsedFile } from "@/lib/knowledge/ingestion/parser-pool";
import { readDocument } from "@/lib/knowledge/ingestion/read-document";
import type { Tx, WorkspaceScope } from "../context";
import { openPassword } from "../document/password";
import { settingsOf } from "../source/settings";
import { linkedIndexes } from "./linked-indexes";
import { queueVersions } from "./queue-versions";
import { settleVersion } from "./settle-version";

interface ReadVersion {
  ctx: WorkspaceScope;
  input: { versionId: string };
  signal: AbortSignal;
}

/**
 * Turns an uploaded file into stored text and queues it for its indexes. Does nothing for a version that was read,
 * replaced, paused, cancelled or deleted in the meantime. Throws the errors of the parsers.
 */
export async function readVersion({ ctx, input, signal }: ReadVersion): Promise<void> {
  const version = await findUnread(ctx, input.versionId);
  if (!version) return;
  const { document } = version;
  await ctx.db.document.updateMany({
    where: { id: document.id, workspaceId: ctx.workspace.id, state: "queued" },
    data: { state: "reading" },
  });
  const password = openPassword(ctx.vault, { ...document, workspaceId: ctx.workspace.id });
  const parsed = await ctx.storage.withLocalPath(version.storageKey, (path) =>
    readDocument({
      path,
      name: document.name,
      mimeType: version.mimeType,
      options: settingsOf(document.source),
      ...(password === undefined ? {} : { password }),
      signal,
    }),
  );
  await ctx.db.$transaction(
    (tx) => store(tx, ctx, { version, parsed }),
    // A text of tens of megabytes takes its time to be stored.
    { timeout: 60_000 },
  );
}

type Unread = NonNullable<Awaited<ReturnType<typeof findUnread>>>;

/** The version, unless there is nothing to read: read already, superseded by a newer one, or not wanted any more. */
async function findUnread(ctx: WorkspaceScope, versionId: string) {
  const version = await ctx.db.documentVersion.findFirst({
    where: {
      id: versionId,
      workspaceId: ctx.workspace.id,
      parsedAt: null,
      document: { deletedAt: null, pausedAt: null, state: { in: ["queued", "reading"] } },
    },
    select: {
      id: true,
      number: true,
      mimeType: true,
      storageKey: true,
      document: {
        select: {
          id: true,
          name: true,
          sourceId: true,
          priority: true,
          sealedPassword: true,
          source: { select: { settings: true } },
        },
      },
    },
  });
  if (!version) return null;
  const newer = await ctx.db.documentVersion.count({
    where: {
      documentId: version.document.id,
      workspaceId: ctx.workspace.id,
      number: { gt: version.number },
    },
  });
  return newer > 0 ? null : version;
}

async function store(
  tx: Tx,
  ctx: WorkspaceScope,
  { version, parsed }: { version: Unread; parsed: ParsedFile },
): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const { document } = version;
  const { count } = await tx.document.updateMany({
    where: { id: document.id, workspaceId, state: { in: ["queued", "reading"] } },
    data: { state: "ready", error: Prisma.DbNull },
  });
  // Cancelled or deleted while it was read.
  if (count === 0) return;
  await tx.documentVersion.update({
    where: { id: version.id, workspaceId },
    data: {
      text: parsed.text,
      structure: writeJson(parsed.structure),
      parsedAt: new Date(),
      ...factsOf(parsed),
    },
  });
  const indexes = await linkedIndexes(tx, { workspaceId, sourceId: document.sourceId });
  for (const { id } of indexes) {
    await queueVersions(tx, ctx, {
      indexId: id,
      versions: [{ id: version.id, priority: document.priority }],
    });
  }
  // With no store to wait for, the version is current at once.
  await settleVersion(tx, ctx, version.id);
}

const PAGES = new Set(["page", "slide", "sheet"]);

/** What the document's row shows of it. */
function factsOf({ text, structure, format, warnings }: ParsedFile) {
  const pages = structure.filter(({ kind }) => PAGES.has(kind)).length;
  return {
    format,
    language: detectLanguage(text),
    pages: pages > 0 ? pages : null,
    textLength: text.length,
    warnings: warnings?.length ? writeJson(warnings) : Prisma.DbNull,
  };
}

/** Nobody did anything wrong, and trying again changes nothing: these files are left out. */
const SKIPPED = new Set(["ingestion.unsupported", "ingestion.no-text"]);

/** Notes that a version can't be read, with what its document shows. */
export async function failReading(
  ctx: WorkspaceScope,
  { versionId, error }: { versionId: string; error: { code: string; params: object } },
): Promise<void> {
  await ctx.db.document.updateMany({
    where: {
      workspaceId: ctx.workspace.id,
      deletedAt: null,
      state: { in: ["queued", "reading"] },
      versions: { some: { id: versionId } },
    },
    data: { state: SKIPPED.has(error.code) ? "skipped" : "failed", error: writeJson(error) },
  });
}
