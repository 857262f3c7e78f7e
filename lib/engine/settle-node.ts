import { ERROR_PORT, type OnError, type OnErrorPolicy } from "@/lib/graph/document";
import type { RunError } from "@/lib/graph/run-events";
import { runNode, type NodeRun } from "./node-runner";
import { NO_OUTPUTS, type NodeOutputs } from "./outputs";
import { roundMs, type Run } from "./run";
import { RunStopped, toRunError } from "./run-errors";
import type { RunnableNode, RunValues } from "./run-values";

interface Settling {
  readonly run: Run;
  readonly values: RunValues;
  readonly node: RunnableNode;
  readonly nodeRun: NodeRun;
  readonly startedAt: number;
}

interface Outcome {
  readonly outputs: NodeOutputs;
  readonly failure?: { readonly error: RunError; readonly handled: OnErrorPolicy };
}

/**
 * Runs a node and tells how it ended, in exactly one event. Never rejects: a failure that the node's own policy
 * doesn't catch stops the run. Returns what the node gave, which is nothing if it failed or the run ended first.
 */
export async function settleNode(
  run: Run,
  values: RunValues,
  node: RunnableNode,
): Promise<NodeOutputs> {
  const nodeRun: NodeRun = {
    usage: { inputTokens: 0, outputTokens: 0 },
    attempts: 0,
    prepared: { params: node.params, inputs: {} },
    values: {},
  };
  const settling = { run, values, node, nodeRun, startedAt: performance.now() };
  try {
    return report(settling, { outputs: await runNode({ run, values, node, nodeRun }) });
  } catch (failure) {
    return recover(settling, failure, node.node.onError ?? { policy: "fail" });
  }
}

async function recover(s: Settling, failure: unknown, onError: OnError): Promise<NodeOutputs> {
  const { run, values, node, nodeRun } = s;
  const { id } = node.node;
  if (failure instanceof RunStopped) {
    run.emit({ type: "node.skipped", nodeId: id, reason: "run-ended" });
    return NO_OUTPUTS;
  }
  const error = toRunError(failure);
  const handled = onError.policy;
  run.options.log.warn("Node failed", {
    runId: run.options.runId,
    nodeId: id,
    handled,
    error: failure,
  });
  if (onError.policy === "fail") {
    report(s, { outputs: NO_OUTPUTS, failure: { error, handled } });
    run.stop(new RunStopped("failed", error, id));
    return NO_OUTPUTS;
  }
  nodeRun.values = onError.policy === "default" ? onError.outputs : { [ERROR_PORT]: error };
  try {
    const outputs = await values.keep(node, nodeRun.values, run.signal);
    return report(s, { outputs, failure: { error, handled } });
  } catch (unkept) {
    return recover(s, unkept, { policy: "fail" });
  }
}

function report(s: Settling, { outputs, failure }: Outcome): NodeOutputs {
  const { run, node, nodeRun } = s;
  const settled = {
    nodeId: node.node.id,
    durationMs: roundMs(performance.now() - s.startedAt),
    usage: { ...nodeRun.usage },
  };
  const flow = { outputs: outputs.summaries, live: [...outputs.held.keys()] };
  if (failure === undefined) run.emit({ type: "node.finished", ...settled, ...flow });
  else run.emit({ type: "node.failed", ...settled, ...flow, ...failure });
  run.options.observer?.nodeSettled({
    ...settled,
    ...nodeRun.prepared,
    type: node.node.type,
    status: failure === undefined ? "finished" : "failed",
    attempts: nodeRun.attempts,
    outputs: nodeRun.values,
    error: failure?.error ?? null,
  });
  return outputs;
}
