import { publish } from "../messages/en/publish";
import { stores } from "../messages/en/stores";

/** The messages of the page on which a workflow is offered outside. */
export const publishMessages = { publish, stores: { viewAs: stores.viewAs } };
