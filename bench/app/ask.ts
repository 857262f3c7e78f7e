import { isTerminal, type RunEvent } from "@/lib/graph/run-events";
import type { Session } from "./session";

/** One question to a workflow, as the chat asks it: its events come in the answer that starts the run. Milliseconds. */
export interface Asked {
  /** Until the run was started. */
  readonly started: number;
  /** Until the first streamed token; null when none came. */
  readonly firstToken: number | null;
  readonly total: number;
  /** From the run's first event to the one with the first token, by the server's clock. */
  readonly engine: number | null;
  readonly end: RunEvent;
}

export async function ask(session: Session, workflowId: string, question: string): Promise<Asked> {
  const { workspace } = session;
  const before = performance.now();
  const input = { workspace, workflowId, question };
  const { runId, events } = await session.api.run.start.mutate(input);
  const started = performance.now() - before;
  let firstToken: number | null = null;
  let engine: number | null = null;
  let begun = 0;
  let end: RunEvent | null = null;
  for await (const event of flat(events)) {
    if (event.type === "run.started") begun = event.at;
    if (event.type === "token" && firstToken === null) {
      firstToken = performance.now() - before;
      engine = event.at - begun;
    }
    if (isTerminal(event)) end = event;
  }
  if (!end) throw new Error(`The events of run ${runId} broke off.`);
  return { started, firstToken, total: performance.now() - before, engine, end };
}

async function* flat<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch;
}

/** Whether the model was asked and its answer stood up; anything else takes a shorter way. */
export function isAnswered({ end, firstToken }: Asked): boolean {
  return end.type === "run.finished" && end.output.outcome === "answered" && firstToken !== null;
}
