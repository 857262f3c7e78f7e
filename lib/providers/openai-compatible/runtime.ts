import "server-only";
import { z } from "zod";
import type { Connection, ProviderPorts, ProviderRuntime } from "@/lib/providers/_contract/runtime";
import { apiFetch, endpoint, hostOf } from "./api-fetch";
import { createChat } from "./chat";
import { createEmbedder } from "./embeddings";
import type { Subject } from "./failures";
import { readJson } from "./read-json";
import { createReranker } from "./rerank";
import { DEFAULT_TIMEOUTS, type Timeouts } from "./timeouts";

const LIST_LIMITS = { maxBytes: 8 * 2 ** 20, timeoutMs: 20_000 };

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** The provider with waits of one's own. */
export function createOpenAiCompatible(timeouts: Timeouts) {
  return {
    chat: (connection, ports) => createChat(connection, ports, timeouts),
    embeddings: (connection, model, ports) =>
      createEmbedder({ connection, ports, timeouts }, model),
    rerank: (connection, model, ports) => createReranker({ connection, ports, timeouts }, model),
    listModels: (connection, ports, signal) => listModels({ connection, ports, timeouts }, signal),
  } satisfies ProviderRuntime;
}

export const openAiCompatibleRuntime = createOpenAiCompatible(DEFAULT_TIMEOUTS);

interface Setup {
  readonly connection: Connection;
  readonly ports: ProviderPorts;
  readonly timeouts: Timeouts;
}

async function listModels(
  { connection, ports, timeouts }: Setup,
  signal: AbortSignal,
): Promise<{ id: string }[]> {
  const subject: Subject = { host: hostOf(connection.baseUrl), model: "" };
  const limits = { ...LIST_LIMITS, connectTimeoutMs: timeouts.connectMs };
  const fetch = apiFetch(connection, ports, { subject, limits });
  const response = await fetch(endpoint(connection.baseUrl, "models"), { signal });
  const { data } = await readJson(response, modelList, { subject, signal });
  return data.map(({ id }) => ({ id })).sort((a, b) => a.id.localeCompare(b.id));
}
