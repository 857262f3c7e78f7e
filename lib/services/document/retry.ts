import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { findDocument } from "./find";

/** Tries again what failed: reading the file, or storing it in an index. Throws `document.not-found`. */
export async function retryDocument({ ctx, input }: Call<ById>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    const document = await findDocument(tx, ctx, input.id);
    const version = await tx.documentVersion.findFirst({
      where: { documentId: document.id, workspaceId },
      orderBy: { number: "desc" },
      include: { indexed: { where: { state: "failed" } } },
    });
    if (!version) return;
    if (document.state === "failed") {
      await tx.document.updateMany({
        where: { id: document.id, workspaceId },
        data: { state: "queued", error: Prisma.DbNull },
      });
      await ctx.jobs.enqueue(tx, "read-version", { workspaceId, versionId: version.id });
    }
    for (const { indexId, versionId } of version.indexed) {
      await tx.indexedVersion.update({
        where: { indexId_versionId: { indexId, versionId } },
        data: { state: "queued", error: Prisma.DbNull },
      });
      await ctx.jobs.enqueue(tx, "index-version", { workspaceId, indexId, versionId });
    }
  });
}
