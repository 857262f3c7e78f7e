import { connectorCatalog, type ConnectorType } from "@/lib/connectors/catalog";

/** What each type of source says of its checks; its other words are plain and read from its definition. */
export const connectors = Object.fromEntries(
  Object.entries(connectorCatalog).map(([type, { messages }]) => [
    type,
    { checks: messages.en.checks },
  ]),
) as {
  [Type in ConnectorType]: { checks: (typeof connectorCatalog)[Type]["messages"]["en"]["checks"] };
};
