import "server-only";
import type { Connection, ProviderPorts, ProviderRuntime } from "@/lib/providers/_contract/runtime";
import { createReranker } from "@/lib/providers/_openai/rerank";
import { endpoint, type Wire } from "@/lib/providers/_wire/api-fetch";
import { DEFAULT_TIMEOUTS, type Timeouts } from "@/lib/providers/_wire/timeouts";
import { createChat } from "./chat";
import { cohere } from "./definition";
import { createEmbedder } from "./embeddings";
import { listModels } from "./list-models";
import { inCommonWords } from "./service";

/** The provider with waits of one's own. */
export function createCohere(timeouts: Timeouts) {
  const wire = (connection: Connection, ports: ProviderPorts): Wire => ({
    ...{ provider: cohere, connection, ports, timeouts, inCommonWords },
  });
  return {
    chat: (connection, ports) => createChat(wire(connection, ports)),
    embeddings: (connection, model, ports) => createEmbedder(wire(connection, ports), model),
    // `POST v2/rerank` (https://docs.cohere.com/reference/rerank), which others took over.
    rerank: (connection, model, ports) => {
      const second = { ...connection, baseUrl: endpoint(connection.baseUrl, "v2") };
      return createReranker(wire(second, ports), model);
    },
    listModels: (connection, ports, signal) => listModels(wire(connection, ports), signal),
  } satisfies ProviderRuntime;
}

export const cohereRuntime = createCohere(DEFAULT_TIMEOUTS);
