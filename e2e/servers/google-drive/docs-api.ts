import { Refusal, type Answer, type Asked } from "../remote-host/host";
import { InvalidRequest, type DocsRequest } from "./document";
import { masked } from "./fields";
import { fileJson, isVisible, type Desk } from "./files";
import { DOCUMENT, type File } from "./world";

const AUTH = "https://www.googleapis.com/auth/";
/** Of apps that may make files and see and change those. */
export const DRIVE_FILE = `${AUTH}drive.file`;
const WRITES = [DRIVE_FILE, `${AUTH}drive`, `${AUTH}documents`];
const READS = [...WRITES, `${AUTH}drive.readonly`, `${AUTH}documents.readonly`];
/** Bytes of a property's name and value together. */
const LONGEST_PROPERTY = 124;

/** A refusal as newer interfaces of Google word it. */
function problem(
  status: number,
  name: string,
  more: { message: string; reason?: string },
): Refusal {
  return new Refusal(status, `docs:${name}:${more.reason ?? ""}`, { message: more.message });
}

/** The body of an error of Docs, or null where another interface refused. */
export function describeDocs({ status, code, message }: Refusal): unknown {
  const [kind, name, reason] = code.split(":");
  if (kind !== "docs") return null;
  const info = {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    reason,
    domain: "googleapis.com",
  };
  return { error: { code: status, message, status: name, ...(reason ? { details: [info] } : {}) } };
}

/** What docs.googleapis.com answers; null for other paths. */
export function docs(desk: Desk, asked: Asked): Answer | null {
  const [, id = "", verb] = /^\/v1\/documents\/([^/:]+)(:batchUpdate)?$/.exec(asked.path) ?? [];
  if (id === "") return null;
  if (desk.world.manners.docsOff) {
    throw problem(403, "PERMISSION_DENIED", {
      message: "Google Docs API has not been used in project 1 before or it is disabled.",
      reason: "SERVICE_DISABLED",
    });
  }
  requireScope(desk, verb === undefined ? READS : WRITES);
  const file = documentOf(desk, decodeURIComponent(id));
  return verb === undefined ? tell(desk, file, asked) : change(desk, file, asked);
}

function requireScope({ scopes }: Desk, needed: readonly string[]): void {
  if (scopes.some((scope) => needed.includes(scope))) return;
  throw problem(403, "PERMISSION_DENIED", {
    message: "Request had insufficient authentication scopes.",
    reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
  });
}

function documentOf(desk: Desk, id: string): File {
  const file = desk.world.tree.entries.get(id);
  if (!file || file.mimeType !== DOCUMENT || !isVisible(desk, file)) {
    throw problem(404, "NOT_FOUND", { message: "Requested entity was not found." });
  }
  return file;
}

function tell({ world }: Desk, file: File, { query }: Asked): Answer {
  return {
    body: masked(world.documentOf(file).json(file.id, file.name), query.get("fields"), "*"),
  };
}

interface Batch {
  readonly requests?: readonly DocsRequest[];
  readonly writeControl?: { readonly requiredRevisionId?: string };
}

function change(desk: Desk, file: File, { body }: Asked): Answer {
  const { world, scopes, clientId } = desk;
  const anyFile = scopes.some((scope) => WRITES.includes(scope) && scope !== DRIVE_FILE);
  if (!anyFile && file.facets.createdBy !== clientId) {
    throw problem(403, "PERMISSION_DENIED", { message: "The caller does not have permission" });
  }
  const { requests = [], writeControl } = JSON.parse(body) as Batch;
  const document = world.documentOf(file);
  const required = writeControl?.requiredRevisionId;
  if (required !== undefined && required !== document.revisionId) {
    throw problem(400, "FAILED_PRECONDITION", {
      message: `The required revision ID '${required}' does not match the latest revision.`,
    });
  }
  try {
    document.apply(requests);
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    throw problem(400, "INVALID_ARGUMENT", { message: error.message });
  }
  world.tree.edit(file.id, document.text);
  const replies = requests.map(() => ({}));
  const after = { requiredRevisionId: document.revisionId };
  return { body: { documentId: file.id, replies, writeControl: after } };
}

interface NewFile {
  readonly name?: string;
  readonly mimeType?: string;
  readonly appProperties?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string>>;
}

/** POST /drive/v3/files: a file without content in My Drive, which the app that made it may see and change from then on. */
export function createFile(desk: Desk, { body, query }: Asked): Answer {
  const { world, email, scopes, clientId } = desk;
  if (!scopes.some((scope) => [DRIVE_FILE, `${AUTH}drive`].includes(scope))) {
    throw new Refusal(403, "insufficientPermissions", { message: "Insufficient Permission" });
  }
  const { name = "Untitled", mimeType, appProperties, properties } = JSON.parse(body) as NewFile;
  for (const pair of Object.entries({ ...appProperties, ...properties })) {
    if (Buffer.byteLength(pair.join("")) > LONGEST_PROPERTY) throw new Refusal(400, "invalid");
  }
  const file = world.tree.create({
    parentId: `root-${email}`,
    name,
    mimeType: mimeType ?? "application/octet-stream",
    facets: { createdBy: clientId, appProperties, properties },
  });
  return { body: masked(fileJson(desk, file), query.get("fields"), "kind,id,name,mimeType") };
}
