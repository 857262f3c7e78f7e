import type { ConnectorDefinition } from "@/lib/connectors/_contract/definition";
import { reconnect } from "@/lib/connectors/_contract/failures";

/** Whether somebody has to sign in at the service for this method. */
export function needsSignIn(
  { methods }: Pick<ConnectorDefinition, "methods">,
  method: string,
): boolean {
  return methods.some(({ id, signIn }) => id === method && signIn);
}

/** What is kept as the error of a connection until somebody has signed in; nothing for other methods. */
export function unsignedError(definition: Pick<ConnectorDefinition, "methods">, method: string) {
  if (!needsSignIn(definition, method)) return {};
  const { code, params } = reconnect("unsigned");
  return { error: { code, params } };
}
