import { nodeCatalog, type NodeTypeName } from "@/lib/nodes/catalog";

/** The words that each type of node brings along in its definition. */
export const nodes = Object.fromEntries(
  Object.entries(nodeCatalog).map(([type, definition]) => [type, definition.messages.en]),
) as { [Type in NodeTypeName]: (typeof nodeCatalog)[Type]["messages"]["en"] };
