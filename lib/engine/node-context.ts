import type { Usage } from "@/lib/graph/values";
import type { FilePort, ModelPort, NodeContext } from "@/lib/nodes/_contract/context";
import type { Run } from "./run";

/** Adds up what one node has used, over all its attempts. */
export interface Meter {
  readonly usage: Usage;
}

/**
 * What one attempt of a node can reach. `isOpen` turns false when the attempt is over: an executor that goes on
 * after a timeout says nothing more.
 */
export function nodeContext(
  run: Run,
  nodeId: string,
  attempt: {
    readonly signal: AbortSignal;
    readonly meter: Meter;
    readonly provedOnly: boolean;
    readonly hidesSources: boolean;
    isOpen(): boolean;
  },
): NodeContext {
  const { options } = run;
  return {
    workspaceId: options.workspaceId,
    runId: options.runId,
    question: options.input.question,
    form: options.input.form ?? null,
    conversation: options.conversation ?? [],
    attached: options.input.attached ?? [],
    signal: attempt.signal,
    provedOnly: attempt.provedOnly,
    hidesSources: attempt.hidesSources,
    emit: (event) => {
      if (attempt.isOpen()) run.emit({ ...event, nodeId });
    },
    log: options.log,
    limits: run.limits,
    models: metered(run, nodeId, attempt.meter),
    knowledge: {
      ...options.knowledge,
      search: (request) =>
        options.knowledge.search({ ...request, caller: { runId: options.runId, nodeId } }),
    },
    files: options.files ?? NO_FILES,
  };
}

const NO_FILES: FilePort = {
  read: async () => [],
  search: async () => [],
  pictures: async () => [],
};

/** The model port, counting tokens towards the node and the run's budget as they are reported. */
function metered(run: Run, nodeId: string, { usage }: Meter): ModelPort {
  const caller = { runId: run.options.runId, nodeId };
  return {
    async *chat(request) {
      for await (const chunk of run.options.models.chat({ ...request, caller })) {
        if (chunk.type === "usage") {
          usage.inputTokens += chunk.usage.inputTokens;
          usage.outputTokens += chunk.usage.outputTokens;
          run.countUsage(chunk.usage);
        }
        yield chunk;
      }
    },
    contextWindow: (model) => run.options.models.contextWindow(model),
  };
}
