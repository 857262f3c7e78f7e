import "server-only";
import type { WorkspaceContext } from "../context";
import { found } from "../not-found";
import { findDocument } from "./find";

/**
 * The stored text of a document: of the version asked for, else of the one answers come from, else of the newest that
 * was read. Throws `document.not-found`, also while nothing was read yet.
 */
export async function readableVersion(
  ctx: WorkspaceContext,
  { documentId, versionId }: { documentId: string; versionId?: string | undefined },
) {
  const document = await findDocument(ctx.db, ctx, documentId);
  const wanted = versionId ?? document.currentVersionId;
  const version = found(
    "document",
    await ctx.db.documentVersion.findFirst({
      where: {
        documentId: document.id,
        workspaceId: ctx.workspace.id,
        parsedAt: { not: null },
        ...(wanted ? { id: wanted } : {}),
      },
      orderBy: { number: "desc" },
      select: {
        id: true,
        text: true,
        structure: true,
        format: true,
        number: true,
        createdAt: true,
      },
    }),
  );
  return { ...version, document };
}
