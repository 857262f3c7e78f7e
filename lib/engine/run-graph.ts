import { graphSchema } from "@/lib/graph/document";
import { toExecutable } from "@/lib/graph/executable";
import type { RunEvent } from "@/lib/graph/run-events";
import { messageSchema } from "@/lib/graph/values";
import { Run } from "./run";
import { cancelled, RunStopped, toRunError } from "./run-errors";
import type { RunOptions } from "./run-options";
import { RunValues } from "./run-values";
import { Scheduler } from "./scheduler";

/**
 * Runs a workflow for one question and yields what happens, as it happens; `lib/graph/run-events.ts` says in which
 * order. Never throws: every failure is an event, and exactly one terminal event comes last. Leaving the loop early
 * cancels the run; when the generator has returned, nothing of it is still running but executors that ignore their
 * signal.
 */
export async function* runGraph(options: RunOptions): AsyncGenerator<RunEvent, void, undefined> {
  const run = new Run(options);
  const done = drive(run);
  try {
    yield* run.events;
  } finally {
    run.stop(cancelled());
    await done;
  }
}

async function drive(run: Run): Promise<void> {
  run.emit({ type: "run.started", question: run.options.input.question });
  try {
    await settle(run);
  } catch (error) {
    // Not a node's failure but ours: it's told, logged once, and the run still ends properly.
    if (!(error instanceof RunStopped)) {
      run.options.log.warn("Run failed", { runId: run.options.runId, error });
    }
    const stopped = error instanceof RunStopped ? error : failure(toRunError(error));
    end(run, run.stopped ?? stopped);
  } finally {
    run.close();
  }
}

async function settle(run: Run): Promise<void> {
  const executable = toExecutable(run.options.graph, run.options.catalog);
  if (!executable.ok) {
    for (const nodeId of nodeIdsOf(run.options.graph)) {
      run.emit({ type: "node.skipped", nodeId, reason: "run-ended" });
    }
    const [problem] = executable.problems;
    const params = { count: executable.problems.length, problem: problem?.code ?? "" };
    throw run.stopped ?? failure({ code: "run.not-runnable", params }, problem?.nodeId);
  }
  const values = new RunValues(run, executable.graph);
  await new Scheduler(run, executable.graph, values).settleAll();
  if (run.stopped !== undefined) throw run.stopped;
  const output = messageSchema.safeParse(await values.output(run.signal));
  if (!output.success) throw failure({ code: "run.without-answer", params: {} });
  const usage = { ...run.usage };
  const { durationMs } = run;
  run.emit({ type: "run.finished", output: output.data, usage, durationMs });
}

function end(run: Run, { how, error, nodeId }: RunStopped): void {
  const usage = { ...run.usage };
  const { durationMs } = run;
  if (how === "cancelled") run.emit({ type: "run.cancelled", usage, durationMs });
  else run.emit({ type: "run.failed", nodeId, error, usage, durationMs });
}

function failure(error: RunStopped["error"], nodeId: string | null = null): RunStopped {
  return new RunStopped("failed", error, nodeId);
}

/** Ids of the nodes of a graph that can't run, as far as it can be read. */
function nodeIdsOf(graph: unknown): Set<string> {
  const parsed = graphSchema.safeParse(graph);
  return new Set(parsed.data?.nodes.map((node) => node.id));
}
