import "server-only";
import type { Connection, ProviderPorts, ProviderRuntime } from "@/lib/providers/_contract/runtime";
import type { Wire } from "@/lib/providers/_wire/api-fetch";
import { DEFAULT_TIMEOUTS, type Timeouts } from "@/lib/providers/_wire/timeouts";
import { createChat } from "./chat";
import { googleGemini } from "./definition";
import { createEmbedder } from "./embeddings";
import { listModels } from "./list-models";
import { inCommonWords } from "./service";

/** The provider with waits of one's own. */
export function createGoogleGemini(timeouts: Timeouts) {
  const wire = (connection: Connection, ports: ProviderPorts): Wire => ({
    ...{ provider: googleGemini, connection, ports, timeouts, inCommonWords },
  });
  return {
    chat: (connection, ports) => createChat(wire(connection, ports)),
    embeddings: (connection, model, ports) => createEmbedder(wire(connection, ports), model),
    listModels: (connection, ports, signal) => listModels(wire(connection, ports), signal),
  } satisfies ProviderRuntime;
}

export const googleGeminiRuntime = createGoogleGemini(DEFAULT_TIMEOUTS);
