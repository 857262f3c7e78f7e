import { expandKeys } from "../expand";
import { chat } from "../messages/en/chat";
import { documentFilters } from "../messages/en/document-filters";
import { editor } from "../messages/en/editor";
import { nodes } from "../messages/en/nodes";
import { problems } from "../messages/en/problems";
import { versions } from "../messages/en/versions";
import { whyPassage } from "../messages/en/why-passage";

/** The messages of the editor: of its screens, the nodes, what can be wrong with a workflow, and the chat. */
export const editorMessages = {
  chat,
  documentFilters,
  editor,
  nodes,
  problems: expandKeys(problems),
  versions,
  whyPassage,
};
