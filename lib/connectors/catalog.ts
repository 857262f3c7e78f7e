import type { ConnectorCatalog } from "./_contract/definition";
import { FILES, type ConnectorWords } from "./_contract/words";
import { googleDrive } from "./google-drive/definition";
import { jsonList } from "./json-list/definition";
import { postgresql } from "./postgresql/definition";
import { s3 } from "./s3/definition";
import { sharepoint } from "./sharepoint/definition";
import { web } from "./web/definition";

/** Every kind of source outside by its type, in the order of the page that connects them. Safe in the browser. */
export const connectorCatalog = {
  sharepoint,
  "google-drive": googleDrive,
  s3,
  web,
  "json-list": jsonList,
  postgresql,
} as const satisfies ConnectorCatalog;

export type ConnectorType = keyof typeof connectorCatalog;

/** What a source calls what it reads; files where it is of a type that isn't there any more. */
export function wordsOf(type: string): ConnectorWords {
  return isConnectorType(type) ? connectorCatalog[type].messages.en.words : FILES;
}

/** Narrows a stored or sent type. */
export function isConnectorType(type: string): type is ConnectorType {
  return Object.hasOwn(connectorCatalog, type);
}
