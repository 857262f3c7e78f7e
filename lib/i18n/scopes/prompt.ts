import { prompt } from "../messages/en/prompt";

/** The messages of the dialog that shows a prompt. */
export const promptMessages = { prompt };
