import type { Control } from "@/e2e/servers/model-api/control";
import { CHAT_MODEL, startModelApi, type ModelApi } from "@/e2e/servers/model-api/server";
import { DEFAULT_LIMITS } from "@/lib/engine/limits";
import { runGraph } from "@/lib/engine/run-graph";
import type { RunEvent } from "@/lib/graph/run-events";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { nodeExecutors } from "@/lib/nodes/registry.server";
import { createConnection } from "@/lib/services/connection/create";
import { createModelPort } from "@/lib/services/connection/model-port";
import type { WorkspaceContext } from "@/lib/services/context";
import { createKnowledgePort } from "@/lib/services/knowledge/port";
import { allowHost } from "@/lib/services/network/allow";
import { getWorkflow } from "@/lib/services/workflow/get";
import { changeNodes } from "./knowledge";

/** Every way in which a model service was seen to fail. */
export const WAYS: NonNullable<Control["chaos"]>["ways"] = [
  ...[401, 403, 404, 408, 413, 429, 500, 503, 529].map(
    (status) => ({ mode: "status", status }) as const,
  ),
  { mode: "quota" },
  { mode: "hang" },
  { mode: "garbage" },
  { mode: "cut" },
  { mode: "end-early" },
  { mode: "garbled-event" },
];

export interface Storm {
  readonly runs: number;
  readonly concurrency: number;
  /** Milliseconds a model has for its first word where another stands ready. */
  readonly firstWordMs: number;
  readonly question: string;
}

export interface Calm {
  /** The last event of each run. */
  readonly ends: readonly RunEvent[];
  /** Runs that another model answered than the first. */
  readonly rescued: number;
  /** Of the runs, as their last events tell; and of the calls, as both servers tell. */
  readonly tokens: { readonly runs: number; readonly calls: number };
  /** Calls that the servers still have open. */
  readonly open: number;
}

/** A workflow whose first model fails half of its calls, in every way, and whose second one never does. */
export async function prepareStorm(
  ctx: WorkspaceContext,
  workflowId: string,
): Promise<{ wild: ModelApi; steady: ModelApi }> {
  const [wild, steady] = [await startModelApi(), await startModelApi()];
  const ids = await Promise.all(
    [wild, steady].map(async (api, index) => {
      await allowHost({ ctx, input: { host: "127.0.0.1", port: api.port } });
      const { baseUrl, apiKey } = api;
      const settings = { name: `Model ${String(index)}`, baseUrl, apiKey };
      return createConnection({ ctx, input: { provider: "openai-compatible", ...settings } });
    }),
  );
  wild.control({ chaos: { share: 0.5, seed: 20, ways: WAYS } });
  await changeNodes(ctx, {
    workflowId,
    type: "model",
    params: {
      connectionId: ids[0]?.id ?? "",
      model: CHAT_MODEL,
      fallbacks: [{ connectionId: ids[1]?.id ?? "", model: CHAT_MODEL }],
    },
  });
  return { wild, steady };
}

/** Runs the workflow many times at once and adds up what came of it. */
export async function weather(
  ctx: WorkspaceContext,
  { workflowId, wild, steady }: { workflowId: string; wild: ModelApi; steady: ModelApi },
  storm: Storm,
): Promise<Calm> {
  const { draft: graph } = await getWorkflow({ ctx, input: { id: workflowId } });
  const ends: RunEvent[] = [];
  let rescued = 0;
  let started = 0;
  const worker = async () => {
    while (started < storm.runs) {
      started += 1;
      const events = runGraph({
        runId: `run-${String(started)}`,
        workspaceId: ctx.workspace.id,
        graph,
        catalog: nodeCatalog,
        executors: nodeExecutors,
        input: { question: storm.question },
        models: createModelPort(ctx, [], { firstWordMs: storm.firstWordMs }),
        knowledge: createKnowledgePort(ctx, { reader: null }),
        log: { info: () => undefined, warn: () => undefined },
        signal: new AbortController().signal,
        limits: DEFAULT_LIMITS,
      });
      let last: RunEvent | undefined;
      for await (const event of events) {
        if (event.type === "node.noted" && event.note.code === "fallback") rescued += 1;
        last = event;
      }
      if (last) ends.push(last);
    }
  };
  await Promise.all(Array.from({ length: storm.concurrency }, worker));
  // A call that was left is closed by the other side a moment later.
  const calls = () => [...wild.calls, ...steady.calls];
  for (let tries = 0; tries < 40 && calls().some(({ closed }) => !closed); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    ends,
    rescued,
    tokens: {
      runs: ends.reduce((sum, event) => sum + tokensOf(event), 0),
      calls: calls().reduce(
        (sum, { usage }) => sum + (usage ? usage.prompt_tokens + usage.completion_tokens : 0),
        0,
      ),
    },
    open: calls().filter(({ closed }) => !closed).length,
  };
}

function tokensOf(event: RunEvent): number {
  return "usage" in event ? event.usage.inputTokens + event.usage.outputTokens : 0;
}
