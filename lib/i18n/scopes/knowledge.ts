import { documentState } from "../messages/en/document-state";
import { knowledge } from "../messages/en/knowledge";
import { stores } from "../messages/en/stores";
import { whyPassage } from "../messages/en/why-passage";

/** The messages of the knowledge page, and of documents wherever they are added. */
export const knowledgeMessages = { documentState, knowledge, stores, whyPassage };
