import { nodeCatalog, type NodeTypeName } from "@/lib/nodes/catalog";
import { expandKeys } from "../../expand";
import { auth } from "./auth";
import { common } from "./common";
import { clientErrors } from "./errors-client";
import { cryptoErrors } from "./errors-crypto";
import { netErrors } from "./errors-net";
import { knowledge } from "./knowledge";
import { models } from "./models";
import { settings } from "./settings";
import { shell } from "./shell";
import { sourceViewer } from "./source-viewer";
import { workflows } from "./workflows";

/** Messages whose keys are written out in components, so that the compiler checks them. */
const written = {
  common,
  auth,
  shell,
  workflows,
  knowledge,
  models,
  settings,
  sourceViewer,
} as const;

/** The shape every language has to have. */
export type WrittenMessages = typeof written;

const nodes = Object.fromEntries(
  Object.entries(nodeCatalog).map(([type, definition]) => [type, definition.messages.en]),
) as { [Type in NodeTypeName]: (typeof nodeCatalog)[Type]["messages"]["en"] };

/** English, with the texts that are looked up by codes from the server and by types of node. */
export const en = {
  ...written,
  nodes,
  errors: expandKeys(clientErrors, cryptoErrors, netErrors),
};
