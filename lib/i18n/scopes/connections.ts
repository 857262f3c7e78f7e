import { connections } from "../messages/en/connections";
import { connectors } from "../messages/en/connectors";
import { knowledge } from "../messages/en/knowledge";

/** The messages of the pages that connect sources outside and keep them in sync. */
export const connectionsMessages = { connections, connectors, knowledge };
