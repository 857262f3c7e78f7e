import "server-only";
import type {
  Connection,
  ModelInfo,
  ProviderPorts,
  ProviderRuntime,
} from "@/lib/providers/_contract/runtime";
import { listModels as listOpenAiModels } from "@/lib/providers/_openai/list-models";
import { endpoint, type Wire } from "@/lib/providers/_wire/api-fetch";
import { DEFAULT_TIMEOUTS, type Timeouts } from "@/lib/providers/_wire/timeouts";
import { createChat } from "./chat";
import { huggingFaceEndpoint } from "./definition";
import { createEmbedder } from "./embeddings";
import { readInfo } from "./endpoint-info";
import { createReranker } from "./rerank";
import { inCommonWords } from "./service";

/** The provider with waits of one's own. */
export function createHuggingFaceEndpoint(timeouts: Timeouts) {
  const wire = (connection: Connection, ports: ProviderPorts): Wire => ({
    ...{ provider: huggingFaceEndpoint, ports, timeouts, inCommonWords },
    // People paste the address with or without what OpenAI's clients want at its end.
    connection: { ...connection, baseUrl: connection.baseUrl.replace(/\/+(?:v1\/*)?$/, "") },
  });
  return {
    chat: (connection, ports) => createChat(wire(connection, ports)),
    embeddings: (connection, model, ports) => createEmbedder(wire(connection, ports), model),
    rerank: (connection, model, ports) => createReranker(wire(connection, ports), model),
    listModels: (connection, ports, signal) => listModels(wire(connection, ports), signal),
  } satisfies ProviderRuntime;
}

export const huggingFaceEndpointRuntime = createHuggingFaceEndpoint(DEFAULT_TIMEOUTS);

/** The one model that runs there; a server that doesn't tell of itself has OpenAI's list. */
async function listModels(wire: Wire, signal: AbortSignal): Promise<readonly ModelInfo[]> {
  const { model, kind, contextWindow, server } = await readInfo(wire, signal);
  if (model === null) {
    const baseUrl = endpoint(wire.connection.baseUrl, "v1");
    return listOpenAiModels({ ...wire, connection: { ...wire.connection, baseUrl } }, signal);
  }
  const chats = server === "text-generation-inference";
  return [
    {
      ...{ id: model, kind },
      ...(contextWindow !== null && { contextWindow }),
      ...(chats && { structuredOutput: true }),
    },
  ];
}
