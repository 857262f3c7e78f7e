import "server-only";
import type { Abilities, ServiceDefinition } from "@/lib/providers/_contract/definition";
import type { Connection, ProviderPorts, ProviderRuntime } from "@/lib/providers/_contract/runtime";
import { DEFAULT_TIMEOUTS, type Timeouts } from "@/lib/providers/_wire/timeouts";
import { createChat, type ChatOptions } from "./chat";
import { createEmbedder } from "./embeddings";
import { listModels } from "./list-models";
import { createReranker } from "./rerank";

/** The members that a definition with these abilities promises. */
type RuntimeOf<Can extends Abilities> = Pick<
  Required<ProviderRuntime>,
  | "listModels"
  | (Can["chat"] extends true ? "chat" : never)
  | (Can["embeddings"] extends true ? "embeddings" : never)
  | (Can["rerank"] extends true ? "rerank" : never)
>;

/** What differs between services that speak the interface. */
export interface Dialect extends Omit<ChatOptions, "usageOnRequest"> {
  /** Usage has to be asked for (`stream_options`); false where that is refused and usage comes anyway. */
  readonly usageOnRequest?: boolean;
  /** Waits of one's own, for tests. */
  readonly timeouts?: Timeouts;
}

/** A provider that speaks the interface of OpenAI, as its definition says. */
export function createOpenAiRuntime<Can extends Abilities>(
  provider: ServiceDefinition & { readonly abilities: Can },
  { timeouts = DEFAULT_TIMEOUTS, ...dialect }: Dialect = {},
): RuntimeOf<Can> {
  const wire = (connection: Connection, ports: ProviderPorts) => ({
    provider,
    connection,
    ports,
    timeouts,
  });
  const { chat, embeddings, rerank } = provider.abilities;
  const runtime: ProviderRuntime = {
    ...(chat && {
      chat: (connection, ports) =>
        createChat(wire(connection, ports), { usageOnRequest: true, ...dialect }),
    }),
    ...(embeddings && {
      embeddings: (connection, model, ports) => createEmbedder(wire(connection, ports), model),
    }),
    ...(rerank && {
      rerank: (connection, model, ports) => createReranker(wire(connection, ports), model),
    }),
    listModels: (connection, ports, signal) => listModels(wire(connection, ports), signal),
  };
  return runtime as RuntimeOf<Can>;
}
