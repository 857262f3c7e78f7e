import "server-only";
import type { Db } from "../context";

/** A number past every stored event of a run, for whoever ends it from outside. */
export async function nextSeq(db: Db, run: { id: string; workspaceId: string }): Promise<number> {
  const { _max } = await db.runEvent.aggregate({
    where: { runId: run.id, workspaceId: run.workspaceId },
    _max: { seq: true },
  });
  // Tokens are not stored: leave room for those that a living process has numbered meanwhile.
  return (_max.seq ?? 0) + TOKEN_ROOM;
}

const TOKEN_ROOM = 100_000;
