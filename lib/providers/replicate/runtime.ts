import "server-only";
import { z } from "zod";
import type {
  Connection,
  ModelInfo,
  ProviderPorts,
  ProviderRuntime,
} from "@/lib/providers/_contract/runtime";
import type { Wire } from "@/lib/providers/_wire/api-fetch";
import { readPages } from "@/lib/providers/_wire/pages";
import { DEFAULT_TIMEOUTS, type Timeouts } from "@/lib/providers/_wire/timeouts";
import { createChat } from "./chat";
import { replicate } from "./definition";
import { KnownModels } from "./model";
import { inCommonWords } from "./service";

/** The provider with waits of one's own. */
export function createReplicate(timeouts: Timeouts, pollMs?: number) {
  const wire = (connection: Connection, ports: ProviderPorts): Wire => ({
    ...{ provider: replicate, connection, ports, timeouts, inCommonWords },
  });
  const setup = { models: new KnownModels(), ...(pollMs !== undefined && { pollMs }) };
  return {
    chat: (connection, ports) => createChat(wire(connection, ports), setup),
    listModels: (connection, ports, signal) => listModels(wire(connection, ports), signal),
  } satisfies ProviderRuntime;
}

export const replicateRuntime = createReplicate(DEFAULT_TIMEOUTS);

const collection = z.object({
  models: z.array(z.object({ owner: z.string(), name: z.string() })),
});

/** Replicate's own choice of models for text; people's own are added by their name (#collections.get of the reference). */
async function listModels(wire: Wire, signal: AbortSignal): Promise<ModelInfo[]> {
  const pages = await readPages(wire, {
    ...{ signal, reply: collection, first: "collections/language-models", next: () => null },
  });
  return pages
    .flatMap(({ models }) => models)
    .map(({ owner, name }) => ({
      ...{ id: `${owner}/${name}`, kind: "chat", tools: false, structuredOutput: false },
    }));
}
