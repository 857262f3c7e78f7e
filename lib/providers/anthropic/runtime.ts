import "server-only";
import type { Connection, ProviderPorts, ProviderRuntime } from "@/lib/providers/_contract/runtime";
import type { Wire } from "@/lib/providers/_wire/api-fetch";
import { DEFAULT_TIMEOUTS, type Timeouts } from "@/lib/providers/_wire/timeouts";
import { createChat } from "./chat";
import { anthropic } from "./definition";
import { listModels } from "./list-models";

/** The provider with waits of one's own. */
export function createAnthropic(timeouts: Timeouts) {
  const wire = (connection: Connection, ports: ProviderPorts): Wire => ({
    ...{ provider: anthropic, connection, ports, timeouts },
  });
  return {
    chat: (connection, ports) => createChat(wire(connection, ports)),
    listModels: (connection, ports, signal) => listModels(wire(connection, ports), signal),
  } satisfies ProviderRuntime;
}

export const anthropicRuntime = createAnthropic(DEFAULT_TIMEOUTS);
