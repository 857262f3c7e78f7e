import "server-only";
import type { NodeExecutor } from "./_contract/executor";
import { answerExecutor } from "./answer/execute";
import type { NodeTypeName } from "./catalog";
import { chatInputExecutor } from "./chat-input/execute";
import { filesExecutor } from "./files/execute";
import { formInputExecutor } from "./form-input/execute";
import { googleDriveExecutor } from "./google-drive/execute";
import { jsonListExecutor } from "./json-list/execute";
import { modelExecutor } from "./model/execute";
import { postgresqlExecutor } from "./postgresql/execute";
import { refusalExecutor } from "./refusal/execute";
import { routerExecutor } from "./router/execute";
import { s3Executor } from "./s3/execute";
import { sharePointExecutor } from "./sharepoint/execute";
import { vectorStoreExecutor } from "./vector-store/execute";
import { visitorFilesExecutor } from "./visitor-files/execute";
import { webExecutor } from "./web/execute";

/** How each type of the catalogue runs; one that's missing or under another's name doesn't compile. */
export const nodeExecutors = {
  "chat-input": chatInputExecutor,
  "form-input": formInputExecutor,
  files: filesExecutor,
  sharepoint: sharePointExecutor,
  "google-drive": googleDriveExecutor,
  s3: s3Executor,
  web: webExecutor,
  "json-list": jsonListExecutor,
  postgresql: postgresqlExecutor,
  "vector-store": vectorStoreExecutor,
  "visitor-files": visitorFilesExecutor,
  router: routerExecutor,
  model: modelExecutor,
  refusal: refusalExecutor,
  answer: answerExecutor,
} as const satisfies { readonly [Type in NodeTypeName]: NodeExecutor<Type> };
