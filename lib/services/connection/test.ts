import "server-only";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { listConnectionModels } from "./models";

/** Asks the endpoint for its models: proof that address and key work. Throws the errors of the provider. */
export async function testConnection(call: Call<ById> & { signal: AbortSignal | undefined }) {
  return { models: await listConnectionModels(call) };
}
