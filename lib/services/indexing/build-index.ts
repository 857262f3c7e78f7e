import "server-only";
import type { WorkspaceScope } from "../context";
import { queueVersions } from "./queue-versions";
import { settleIndex } from "./settle-index";

/** Documents looked at in one transaction. */
const BATCH = 200;

interface BuildIndex {
  ctx: WorkspaceScope;
  input: { indexId: string };
  signal: AbortSignal;
}

/** Queues whatever an index lacks of its store's sources; what it has stays. Does nothing for a retired index. */
export async function buildIndex({ ctx, input, signal }: BuildIndex): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const { indexId } = input;
  const index = await ctx.db.storeIndex.findFirst({
    where: { id: indexId, workspaceId, state: { in: ["building", "active"] } },
    select: { storeId: true },
  });
  if (!index) return;
  let after: string | undefined;
  let queued = 0;
  for (;;) {
    signal.throwIfAborted();
    const documents = await ctx.db.document.findMany({
      where: {
        workspaceId,
        deletedAt: null,
        source: { deletedAt: null, storeSources: { some: { storeId: index.storeId } } },
      },
      orderBy: { id: "asc" },
      take: BATCH,
      ...(after ? { cursor: { id: after }, skip: 1 } : {}),
      select: {
        id: true,
        currentVersionId: true,
        versions: {
          where: { parsedAt: { not: null } },
          orderBy: { number: "desc" },
          take: 1,
          select: { id: true },
        },
      },
    });
    const versionIds = documents.flatMap((document) => [
      ...new Set([document.currentVersionId, document.versions[0]?.id].filter(isString)),
    ]);
    // Further and further back, so that a large rebuild lets what people upload meanwhile pass.
    const versions = versionIds.map((id) => ({ id, priority: -(queued += 1) }));
    await ctx.db.$transaction((tx) => queueVersions(tx, ctx, { indexId, versions }));
    after = documents.at(-1)?.id;
    if (documents.length < BATCH) break;
  }
  await ctx.db.$transaction((tx) => settleIndex(tx, ctx, indexId));
}

function isString(id: string | null | undefined): id is string {
  return typeof id === "string";
}
