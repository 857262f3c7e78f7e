import { randomBytes } from "node:crypto";
import type { Database } from "@/lib/db/client";
import type { Prisma, Role } from "@/lib/db/generated/client";

/** Rows that tests need around what they test. Names are unique, so suites can share a database. */

/** Not the hash of any password: nobody can sign in with it. */
const NO_PASSWORD = "none";

function unique(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString("hex")}`;
}

export function createUser(db: Database, data: Partial<Prisma.UserUncheckedCreateInput> = {}) {
  return db.user.create({
    data: {
      email: `${unique("person")}@example.com`,
      name: "Pat Person",
      passwordHash: NO_PASSWORD,
      ...data,
    },
  });
}

export function createWorkspace(
  db: Database,
  data: Partial<Prisma.WorkspaceUncheckedCreateInput> = {},
) {
  return db.workspace.create({
    data: { name: "Test workspace", slug: unique("workspace"), ...data },
  });
}

/** A new person in a workspace. */
export async function createMember(db: Database, workspaceId: string, role: Role = "owner") {
  const user = await createUser(db);
  await db.membership.create({ data: { workspaceId, userId: user.id, role } });
  return user;
}

/** A workspace and its owner, the usual start of a suite. */
export async function createTenant(db: Database) {
  const workspace = await createWorkspace(db);
  return { workspace, owner: await createMember(db, workspace.id, "owner") };
}

export function createSource(
  db: Database,
  workspaceId: string,
  data: Partial<Prisma.SourceUncheckedCreateInput> = {},
) {
  return db.source.create({ data: { workspaceId, name: "Files", ...data } });
}

export type DocumentSeed = {
  readonly workspaceId: string;
  readonly sourceId: string;
  readonly name?: string;
  /** The parsed text; without it the document is still queued. */
  readonly text?: string;
};

/** A document with its first version; with a text it is ready and that version is the current one. */
export async function createDocument(
  db: Database,
  { workspaceId, sourceId, name = "notes.txt", text }: DocumentSeed,
) {
  const size = Buffer.byteLength(text ?? "");
  const document = await db.document.create({
    data: { workspaceId, sourceId, name, mimeType: "text/plain", size },
  });
  const version = await db.documentVersion.create({
    data: {
      workspaceId,
      documentId: document.id,
      number: 1,
      mimeType: "text/plain",
      size,
      contentHash: randomBytes(32).toString("hex"),
      storageKey: unique("original"),
      ...(text === undefined ? {} : { text, structure: [], parsedAt: new Date() }),
    },
  });
  if (text === undefined) return { document, version };
  const ready = await db.document.update({
    where: { id: document.id },
    data: { state: "ready", currentVersionId: version.id },
  });
  return { document: ready, version };
}

/** A store with an active index that uses the built-in embedder. */
export async function createStore(db: Database, workspaceId: string, name = "Knowledge") {
  const store = await db.store.create({ data: { workspaceId, name } });
  const index = await db.storeIndex.create({
    data: {
      workspaceId,
      storeId: store.id,
      model: "built-in",
      chunking: { unit: "tokens", size: 200, overlap: 40 },
      state: "active",
    },
  });
  return {
    store: await db.store.update({ where: { id: store.id }, data: { activeIndexId: index.id } }),
    index,
  };
}

export function createWorkflow(
  db: Database,
  workspaceId: string,
  data: Partial<Prisma.WorkflowUncheckedCreateInput> = {},
) {
  return db.workflow.create({
    data: {
      workspaceId,
      name: "Workflow",
      draft: { schemaVersion: 1, nodes: [], edges: [] },
      ...data,
    },
  });
}

export function createConnection(
  db: Database,
  workspaceId: string,
  data: Partial<Prisma.ModelConnectionUncheckedCreateInput> = {},
) {
  return db.modelConnection.create({
    data: {
      workspaceId,
      provider: "openai-compatible",
      name: "Model",
      baseUrl: "http://127.0.0.1:9/v1",
      ...data,
    },
  });
}
