import { chat } from "../messages/en/chat";
import { conversations } from "../messages/en/conversations";

/** The messages of the page that shows what was asked and answered. */
export const conversationsMessages = { chat, conversations };
