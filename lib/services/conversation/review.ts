import "server-only";
import type { z } from "zod";
import type { Call } from "../context";
import { getConversation, type getConversationInput } from "../run/conversation";

/**
 * A whole conversation for whoever looks after the workflow: every exchange with what the asker thought of it, how
 * long it took and what it cost. Throws `conversation.not-found`.
 */
export async function reviewConversation({
  ctx,
  input,
}: Call<z.infer<typeof getConversationInput>>) {
  const workspaceId = ctx.workspace.id;
  const turns = await getConversation({ ctx, input });
  const ids = turns.map(({ runId }) => runId);
  const [runs, feedback, costs] = await Promise.all([
    ctx.db.run.findMany({
      where: { id: { in: ids }, workspaceId },
      select: { id: true, startedAt: true, finishedAt: true },
    }),
    ctx.db.runFeedback.findMany({ where: { runId: { in: ids }, workspaceId } }),
    ctx.db.modelCall.groupBy({
      by: ["runId"],
      where: { runId: { in: ids }, workspaceId },
      _sum: { cost: true },
    }),
  ]);
  return turns.map((turn) => {
    const run = runs.find(({ id }) => id === turn.runId);
    const said = feedback.find(({ runId }) => runId === turn.runId);
    return {
      ...turn,
      askedAt: run?.startedAt ?? null,
      durationMs: run?.finishedAt ? run.finishedAt.getTime() - run.startedAt.getTime() : null,
      feedback: said ? { value: said.value, comment: said.comment } : null,
      /** US dollars, of the calls with a known price; null where there was none. */
      cost: costs.find(({ runId }) => runId === turn.runId)?._sum.cost ?? null,
    };
  });
}
