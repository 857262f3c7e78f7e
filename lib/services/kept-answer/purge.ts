import "server-only";
import type { ServiceContext, Tx } from "../context";

/** Removes the answers whose time is over, in whatever workspace. Returns how many there were. */
export async function purgeKeptAnswers({ db }: Pick<ServiceContext, "db">): Promise<number> {
  const { count } = await db.keptAnswer.deleteMany({ where: { expiresAt: { lte: new Date() } } });
  return count;
}

/** Removes every answer that was made from one of these documents, in the transaction that deletes them. */
export async function forgetAnswersFrom(
  tx: Tx,
  workspaceId: string,
  documentIds: string[],
): Promise<void> {
  await tx.keptAnswer.deleteMany({
    where: { workspaceId, documentIds: { hasSome: documentIds } },
  });
}
