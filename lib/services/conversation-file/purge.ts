import "server-only";
import { writeJson } from "@/lib/db/json";
import type { Message } from "@/lib/graph/values";
import type { Tx, WorkspaceScope } from "../context";
import { Postponed } from "../indexing/postponed";

interface PurgeFile {
  ctx: WorkspaceScope;
  input: { fileId: string };
}

/** How long to wait for a run that reads the file and may yet store what it saw. */
const RUN_WAIT_MS = 5000;

const WITHDRAWN: Message = {
  text: "",
  outcome: "answered",
  citations: [],
  refusal: null,
  withdrawn: true,
};

/**
 * Removes all that is left of a discarded file: the stored bytes, then in one transaction its text, its passages, and
 * of the runs that read it what their nodes saw and what they answered. The questions stay. Does nothing for a file
 * in use; throws `Postponed` while such a run goes on.
 */
export async function purgeAttachedFile({ ctx, input }: PurgeFile): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const file = await ctx.db.conversationFile.findFirst({
    where: { id: input.fileId, workspaceId, deletedAt: { not: null } },
    select: { id: true, conversationId: true, storageKey: true, usedBy: true },
  });
  if (!file) return;
  const runs = { workspaceId, conversationId: file.conversationId, id: { in: file.usedBy } };
  const going = await ctx.db.run.count({ where: { ...runs, status: "running" } });
  if (going > 0) throw new Postponed(new Date(Date.now() + RUN_WAIT_MS));
  await ctx.storage.delete(file.storageKey);
  await ctx.db.$transaction(async (tx) => {
    await forgetRuns(tx, runs);
    // Its passages go with it.
    await tx.conversationFile.deleteMany({ where: { id: file.id, workspaceId } });
  });
}

async function forgetRuns(
  tx: Tx,
  runs: { workspaceId: string; conversationId: string; id: { in: string[] } },
): Promise<void> {
  const { workspaceId, conversationId } = runs;
  const ofRuns = { workspaceId, runId: runs.id, run: { conversationId } };
  await tx.nodeRun.deleteMany({ where: ofRuns });
  await tx.runEvent.deleteMany({ where: ofRuns });
  await tx.run.updateMany({
    where: { ...runs, status: "finished" },
    data: { output: writeJson(WITHDRAWN) },
  });
  // A failure may name the file.
  await tx.run.updateMany({
    where: { ...runs, status: "failed" },
    data: { error: { code: "conversation-file.not-found", params: {} } },
  });
}
