import { documentPage } from "../messages/en/document-page";
import { ingestion } from "../messages/en/ingestion";
import { knowledge } from "../messages/en/knowledge";

/** The messages of a document's own page. */
export const documentMessages = { documentPage, ingestion, knowledge };
