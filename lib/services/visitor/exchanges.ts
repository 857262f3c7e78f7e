import "server-only";
import type { Exchange } from "@/lib/publication/protocol";
import type { ServiceContext } from "../context";
import { storedAnswer } from "./answer";

const STATES = {
  running: "running",
  finished: "answered",
  failed: "failed",
  cancelled: "stopped",
} as const;

/** The newest that a visitor is shown of a conversation that goes on. */
const SHOWN = 100;

/** What was said in a conversation, oldest first; the caller may see it. `all`: not the newest only. */
export async function exchangesOf(
  { db }: Pick<ServiceContext, "db">,
  conversation: { id: string; workspaceId: string },
  { all = false } = {},
): Promise<Exchange[]> {
  const runs = await db.run.findMany({
    where: { conversationId: conversation.id, workspaceId: conversation.workspaceId },
    orderBy: [{ startedAt: "desc" }, { id: "asc" }],
    ...(!all && { take: SHOWN }),
    select: {
      id: true,
      question: true,
      startedAt: true,
      status: true,
      output: true,
      feedback: { select: { value: true } },
    },
  });
  return runs.reverse().map(({ id, question, startedAt, status, output, feedback }) => ({
    runId: id,
    question,
    askedAt: startedAt.toISOString(),
    answer: storedAnswer(output),
    state: STATES[status],
    feedback: feedback?.value ?? null,
  }));
}
