import { knowledge } from "../messages/en/knowledge";
import { models } from "../messages/en/models";

/** The messages of the models page. */
export const modelsMessages = { knowledge, models };
