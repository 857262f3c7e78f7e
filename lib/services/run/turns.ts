import "server-only";
import { messageSchema, type Turn } from "@/lib/graph/values";

/** Earlier exchanges that a run is told. */
const MAX_TURNS = 20;

/** The runs of a conversation that {@link turnsOf} reads, newest first. */
export const TURNS = {
  where: { status: "finished" as const },
  orderBy: { startedAt: "desc" as const },
  take: MAX_TURNS,
  select: { question: true, output: true },
};

/** What was said in a conversation so far, oldest first. */
export function turnsOf(newestFirst: readonly { question: string; output: unknown }[]): Turn[] {
  return newestFirst
    .map(({ question, output }) => ({ question, answer: messageSchema.parse(output).text }))
    .reverse();
}
