import "server-only";
import type { ConnectorRuntime } from "./_contract/runtime";
import type { ConnectorType } from "./catalog";
import { googleDriveRuntime } from "./google-drive/runtime";
import { jsonListRuntime } from "./json-list/runtime";
import { postgresqlRuntime } from "./postgresql/runtime";
import { s3Runtime } from "./s3/runtime";
import { sharepointRuntime } from "./sharepoint/runtime";
import { webRuntime } from "./web/runtime";

/**
 * How each connector of the catalogue is used; a missing or surplus one doesn't compile. Credentials and scopes given
 * to one have been parsed by its definition.
 */
export const connectorRuntimes: Readonly<Record<ConnectorType, ConnectorRuntime>> = {
  sharepoint: sharepointRuntime,
  "google-drive": googleDriveRuntime,
  s3: s3Runtime,
  web: webRuntime,
  "json-list": jsonListRuntime,
  postgresql: postgresqlRuntime,
};
