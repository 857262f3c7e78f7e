import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import type { ServiceContext, Tx } from "../context";

/**
 * Takes files out of use within the caller's transaction: once it commits nothing answers from them. What is left of
 * them goes in the background. Returns how many there were.
 */
export async function discardFiles(
  tx: Tx,
  { jobs }: Pick<ServiceContext, "jobs">,
  where: Prisma.ConversationFileWhereInput,
): Promise<number> {
  const files = await tx.conversationFile.findMany({
    where: { ...where, deletedAt: null },
    select: { id: true, workspaceId: true },
  });
  await tx.conversationFile.updateMany({
    where: { id: { in: files.map(({ id }) => id) } },
    data: { deletedAt: new Date() },
  });
  const payloads = files.map(({ id: fileId, workspaceId }) => ({ workspaceId, fileId }));
  await jobs.enqueueAll(
    tx,
    "purge-attached-file",
    payloads.map((payload) => ({ payload, priority: 0 })),
  );
  return files.length;
}
