import { knowledge } from "../messages/en/knowledge";

/** The messages of the knowledge page, and of documents wherever they are added. */
export const knowledgeMessages = { knowledge };
