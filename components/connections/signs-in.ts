import { connectorCatalog, isConnectorType } from "@/lib/connectors/catalog";

/** Whether somebody signs in at the service for connections of this kind. */
export function signsIn(type: string | null, method: string | undefined): boolean {
  if (type === null || !isConnectorType(type)) return false;
  return connectorCatalog[type].methods.some(({ id, signIn }) => id === method && signIn);
}
