import "server-only";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { openConnection } from "./open";

/** The model names an endpoint offers. Throws `connection.not-found` and the errors of the provider. */
export async function listConnectionModels({
  ctx,
  input,
  signal,
}: Call<ById> & { signal: AbortSignal | undefined }): Promise<string[]> {
  const connection = await openConnection(ctx, input.id);
  return connection.listModels(signal ?? new AbortController().signal);
}
