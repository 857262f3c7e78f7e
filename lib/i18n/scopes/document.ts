import { documentPage } from "../messages/en/document-page";
import { documentState } from "../messages/en/document-state";
import { ingestion } from "../messages/en/ingestion";

/** The messages of a document's own page. */
export const documentMessages = { documentPage, documentState, ingestion };
