import { nodeCatalog, type NodeTypeName } from "@/lib/nodes/catalog";
import { expandKeys } from "../../expand";
import { actions } from "./actions";
import { auth } from "./auth";
import { chat } from "./chat";
import { common } from "./common";
import { editor } from "./editor";
import { clientErrors } from "./errors-client";
import { cryptoErrors } from "./errors-crypto";
import { engineErrors } from "./errors-engine";
import { modelErrors } from "./errors-model";
import { netErrors } from "./errors-net";
import { errorsIngestion } from "./errors-ingestion";
import { errorsServices } from "./errors-services";
import { knowledge } from "./knowledge";
import { models } from "./models";
import { problems } from "./problems";
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
  editor,
  chat,
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
  problems: expandKeys(problems),
  actions: expandKeys(actions),
  errors: expandKeys(
    clientErrors,
    cryptoErrors,
    engineErrors,
    modelErrors,
    netErrors,
    errorsServices,
    errorsIngestion,
  ),
};
