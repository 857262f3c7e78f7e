import "server-only";
import { withKnown } from "@/lib/models/known-models";
import type { ModelInfo } from "@/lib/providers/_contract/runtime";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { findConnection } from "./find";
import { openConnection } from "./open";

/**
 * The models an endpoint offers, by id, with what it says of each, and the catalogue for the rest. Throws
 * `connection.not-found` and the errors of the provider.
 */
export async function listConnectionModels({
  ctx,
  input,
  signal = new AbortController().signal,
}: Call<ById> & { signal?: AbortSignal | undefined }): Promise<ModelInfo[]> {
  const { provider } = await findConnection(ctx.db, ctx, input.id);
  const { runtime, connection, ports } = await openConnection(ctx, input.id);
  const models = (await runtime.listModels?.(connection, ports, signal)) ?? [];
  return models.map((model) => withKnown(provider, model)).sort((a, b) => a.id.localeCompare(b.id));
}
