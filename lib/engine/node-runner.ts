import { AppError } from "@/lib/errors/app-error";
import type { NodeExecutor } from "@/lib/nodes/_contract/executor";
import { nodeContext, type Meter } from "./node-context";
import type { NodeOutputs } from "./outputs";
import { retryDelay, sleep } from "./retry";
import type { Run } from "./run";
import { nodeTimeout, toRunError } from "./run-errors";
import type { Prepared, RunnableNode, RunValues } from "./run-values";

/** What is known of a node's run so far, whether or not it succeeds. */
export interface NodeRun extends Meter {
  attempts: number;
  prepared: Prepared;
  /** What the executor returned, in full. */
  values: Readonly<Record<string, unknown>>;
}

interface Attempt {
  readonly run: Run;
  readonly values: RunValues;
  readonly node: RunnableNode;
  readonly nodeRun: NodeRun;
}

/**
 * Runs a node until an attempt succeeds, and rejects with the last failure when none does. When the run stops, this
 * rejects at once with the RunStopped, even if the executor doesn't listen to its signal.
 */
export async function runNode(attempt: Attempt): Promise<NodeOutputs> {
  const { run, node, nodeRun } = attempt;
  const nodeId = node.node.id;
  const { maxAttempts } = run.limits;
  const random = run.options.random ?? Math.random;
  for (;;) {
    run.countStep();
    nodeRun.attempts += 1;
    run.emit({ type: "node.started", nodeId, attempt: nodeRun.attempts });
    try {
      return await attemptOnce(attempt);
    } catch (error) {
      const waitMs = retryDelay(error, nodeRun.attempts, { maxAttempts, random });
      if (waitMs === undefined) throw error;
      run.emit({ type: "run.waiting", nodeId, waitMs, error: toRunError(error) });
      await withChild(run, ({ signal }) => sleep(waitMs, signal));
    }
  }
}

function attemptOnce({ run, values, node, nodeRun }: Attempt): Promise<NodeOutputs> {
  return withChild(run, async (controller) => {
    const { signal } = controller;
    const { id, name } = node.node;
    const limitMs = run.limits.nodeTimeoutMs;
    const timer = setTimeout(() => controller.abort(nodeTimeout(name || id, limitMs)), limitMs);
    let open = true;
    const work = async () => {
      nodeRun.prepared = await values.prepare(node, signal);
      const ctx = nodeContext(run, id, {
        signal,
        meter: nodeRun,
        provedOnly: values.provedOnly.has(id),
        hidesSources: values.sourceless.has(id),
        isOpen: () => open,
      });
      nodeRun.values = await executorOf(run, node.type.type).execute({ ...nodeRun.prepared, ctx });
      return values.keep(node, nodeRun.values, signal);
    };
    try {
      return await Promise.race([work(), abortion(signal)]);
    } catch (error) {
      // An executor that notices the abort throws an error of its own; the reason tells more.
      throw signal.aborted ? signal.reason : error;
    } finally {
      open = false;
      clearTimeout(timer);
    }
  });
}

/** Runs something under a signal that is aborted when the run stops. */
async function withChild<T>(run: Run, work: (child: AbortController) => Promise<T>): Promise<T> {
  const child = run.child();
  try {
    return await work(child);
  } finally {
    run.release(child);
  }
}

function executorOf(run: Run, type: string): NodeExecutor {
  const { executors } = run.options;
  const executor = Object.hasOwn(executors, type) ? executors[type] : undefined;
  if (executor !== undefined) return executor;
  throw new AppError("node.not-installed", "internal", { params: { type } });
}

function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
