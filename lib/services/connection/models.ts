import "server-only";
import { withKnown } from "@/lib/models/known-models";
import type { ModelInfo } from "@/lib/providers/_contract/runtime";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { findConnection } from "./find";
import { openConnection, type OpenConnection } from "./open";

type Asked = Call<ById> & { signal?: AbortSignal | undefined };

/**
 * The models an endpoint offers, by id, with what it says of each, and the catalogue for the rest. Throws
 * `connection.not-found` and the errors of the provider.
 */
export async function listConnectionModels(asked: Asked): Promise<ModelInfo[]> {
  const { models } = await reachConnection(asked);
  return models;
}

/** The same, with the connection opened for one call more. */
export async function reachConnection({
  ctx,
  input,
  signal = new AbortController().signal,
}: Asked): Promise<{ opened: OpenConnection; models: ModelInfo[] }> {
  const { provider } = await findConnection(ctx.db, ctx, input.id);
  const opened = await openConnection(ctx, input.id);
  const { runtime, connection, ports } = opened;
  const listed = (await runtime.listModels?.(connection, ports, signal)) ?? [];
  const models = listed
    .map((model) => withKnown(provider, model))
    .sort((a, b) => a.id.localeCompare(b.id));
  return { opened, models };
}
