import { publish } from "../messages/en/publish";

/** The messages of the page on which a workflow is offered outside. */
export const publishMessages = { publish };
