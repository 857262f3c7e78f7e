import type { NodeCatalog } from "./_contract/definition";
import { answer } from "./answer/definition";
import { chatInput } from "./chat-input/definition";
import { formInput } from "./form-input/definition";
import { files } from "./files/definition";
import { googleDrive } from "./google-drive/definition";
import { jsonList } from "./json-list/definition";
import { model } from "./model/definition";
import { postgresql } from "./postgresql/definition";
import { refusal } from "./refusal/definition";
import { router } from "./router/definition";
import { s3 } from "./s3/definition";
import { sharePoint } from "./sharepoint/definition";
import { vectorStore } from "./vector-store/definition";
import { visitorFiles } from "./visitor-files/definition";
import { web } from "./web/definition";

/**
 * Every type of node, by its `type`, in the order of the palette. Safe in the browser. A type missing from
 * registry.server.ts doesn't compile.
 */
export const nodeCatalog = {
  "chat-input": chatInput,
  "form-input": formInput,
  files,
  sharepoint: sharePoint,
  "google-drive": googleDrive,
  s3,
  web,
  "json-list": jsonList,
  postgresql,
  "vector-store": vectorStore,
  "visitor-files": visitorFiles,
  router,
  model,
  refusal,
  answer,
} as const satisfies NodeCatalog;

export type NodeTypeName = keyof typeof nodeCatalog;

/** Narrows the type of a stored node. */
export function isNodeType(type: string): type is NodeTypeName {
  return Object.hasOwn(nodeCatalog, type);
}
