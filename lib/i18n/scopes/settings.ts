import { expandKeys } from "../expand";
import { actions } from "../messages/en/actions";
import { settings } from "../messages/en/settings";

/** The messages of the settings, with what the history calls each action. */
export const settingsMessages = { settings, actions: expandKeys(actions) };
