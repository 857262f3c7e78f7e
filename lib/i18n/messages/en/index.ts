import { expandKeys } from "../../expand";
import { actions } from "./actions";
import { auth } from "./auth";
import { chat } from "./chat";
import { chatPage } from "./chat-page";
import { common } from "./common";
import { documentFilters } from "./document-filters";
import { connections } from "./connections";
import { connectors } from "./connectors";
import { documentPage } from "./document-page";
import { documentState } from "./document-state";
import { editor } from "./editor";
import { errorLists } from "./errors";
import { publicErrors } from "./errors-public";
import { ingestion } from "./ingestion";
import { insights } from "./insights";
import { knowledge } from "./knowledge";
import { mails } from "./mails";
import { models } from "./models";
import { nodes } from "./nodes";
import { prompt } from "./prompt";
import { problems } from "./problems";
import { conversations } from "./conversations";
import { publish } from "./publish";
import { savedDocument } from "./saved-document";
import { settings } from "./settings";
import { shell } from "./shell";
import { sourceViewer } from "./source-viewer";
import { stores } from "./stores";
import { whyPassage } from "./why-passage";
import { versions } from "./versions";
import { workflows } from "./workflows";

/** Messages whose keys are written out in components, so that the compiler checks them. */
const written = {
  common,
  auth,
  shell,
  workflows,
  knowledge,
  stores,
  models,
  connections,
  mails,
  savedDocument,
  insights,
  settings,
  sourceViewer,
  documentFilters,
  documentPage,
  documentState,
  editor,
  prompt,
  chat,
  chatPage,
  whyPassage,
  versions,
  conversations,
  publish,
} as const;

/** The shape every language has to have. */
export type WrittenMessages = typeof written;

/** English, with the texts that are looked up by codes from the server and by types of node. */
export const en = {
  ...written,
  nodes,
  connectors,
  ingestion,
  problems: expandKeys(problems),
  actions: expandKeys(actions),
  errors: expandKeys(...errorLists, publicErrors),
};
