import "server-only";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { findConnection } from "./find";
import { openConnection } from "./open";

/** The model names an endpoint offers. Throws `connection.not-found` and the errors of the provider. */
export async function listConnectionModels({
  ctx,
  input,
  signal,
}: Call<ById> & { signal: AbortSignal | undefined }): Promise<string[]> {
  await findConnection(ctx.db, ctx, input.id);
  const { runtime, connection, ports } = await openConnection(ctx, input.id);
  if (!runtime.listModels) return [];
  const models = await runtime.listModels(
    connection,
    ports,
    signal ?? new AbortController().signal,
  );
  return models.map((model) => model.id).sort();
}
