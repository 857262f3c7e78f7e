import { DEFAULT_LIMITS } from "@/lib/engine/limits";
import type {
  ChatChunk,
  ModelRequest,
  NodeContext,
  NodeEvent,
} from "@/lib/nodes/_contract/context";

export interface TestContext extends NodeContext {
  /** What the node has told, in order. */
  readonly events: NodeEvent[];
  /** What the model was asked. */
  readonly requests: ModelRequest[];
}

/** A context for a node's own test: a model that says `reply`, chunk by chunk, and empty knowledge. */
export function testContext({
  reply = [],
  ...given
}: Partial<NodeContext> & { reply?: readonly ChatChunk[] }): TestContext {
  const events: NodeEvent[] = [];
  const requests: ModelRequest[] = [];
  return {
    workspaceId: "workspace-1",
    runId: "run-1",
    question: "How many days of leave do I get?",
    form: null,
    conversation: [],
    attached: [],
    signal: new AbortController().signal,
    provedOnly: false,
    hidesSources: false,
    emit: (event) => events.push(event),
    log: { info: () => undefined, warn: () => undefined },
    limits: DEFAULT_LIMITS,
    models: {
      async *chat(request) {
        requests.push(request);
        request.signal.throwIfAborted();
        yield* reply;
      },
      contextWindow: async () => 16_000,
    },
    knowledge: {
      search: async ({ signal }) => {
        signal.throwIfAborted();
        return [];
      },
      documents: async ({ signal }) => {
        signal.throwIfAborted();
        return [];
      },
    },
    files: {
      read: async ({ signal }) => {
        signal.throwIfAborted();
        return [];
      },
      search: async () => [],
      pictures: async () => [],
    },
    ...given,
    events,
    requests,
  };
}
