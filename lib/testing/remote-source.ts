import { generateKeyPairSync } from "node:crypto";
import { startGoogleDrive } from "@/e2e/servers/google-drive/server";
import { startMicrosoftGraph } from "@/e2e/servers/microsoft-graph/server";
import type { Remote } from "@/e2e/servers/remote-host/host";
import { FileTree } from "@/e2e/servers/remote-host/tree";
import { S3_KEYS, startS3, type StoredObject } from "@/e2e/servers/s3/server";
import type { WorkspaceContext } from "@/lib/services/context";
import { allowHost } from "@/lib/services/network/allow";
import { createSourceConnection } from "@/lib/services/source-connection/create";
import { createStore } from "@/lib/services/store/create";
import { createSync, createSyncInput } from "@/lib/services/sync/create";
import { startSync, startSyncInput } from "@/lib/services/sync/start";
import type { TestServices } from "./services";
import { BUCKET, linkSource, syncToEnd, textsOf, unreadOf } from "./synced-source";

interface RemoteEntry {
  readonly id: string;
  readonly name: string;
  readonly folder: boolean;
  readonly state: string;
  readonly content: Buffer | string;
  readonly mimeType: string;
}

/** The part of a server's tree that is the same for all services. */
interface RemoteFiles {
  create(seed: {
    parentId: string;
    name: string;
    folder?: boolean;
    content?: string;
    modifiedAt?: Date;
    mimeType?: string;
  }): RemoteEntry;
  edit(id: string, content: string): void;
  rename(id: string, name: string): void;
  move(id: string, parentId: string): void;
  trash(id: string): void;
  restore(id: string): void;
  touch(id: string): void;
  childrenOf(id: string): RemoteEntry[];
  get(id: string): RemoteEntry;
  isLive(entry: RemoteEntry): boolean;
}

/** A service with a tree of files, to be synced whole or from one of its folders on. */
interface RemoteTree {
  readonly server: Pick<Remote, "api" | "download" | "fail" | "calm" | "close" | "calls">;
  readonly tree: RemoteFiles;
  /** The folder on top. */
  readonly rootId: string;
  readonly method: string;
  readonly values: Record<string, string>;
  scope(folderId: string | null): object;
  /** What the service calls the folder that stands for all, in paths; "" for none. */
  readonly top: string;
  /** Type of the service's own documents, which have no file, and what its form is called when it is read. */
  readonly native: { readonly mimeType: string; readonly extension: string } | null;
  /** Whether a file keeps what it is known by when it or a folder above gets another name. */
  readonly keepsIds: boolean;
  /** Ways in which the service may tell things, of which any has to be understood. */
  mannersOf(seed: number): void;
  /** What ends after a while at the service: tokens, addresses, places in logs. */
  forget(what: number): void;
}

const KINDS = { sharepoint: startSharePoint, "google-drive": startDrive, s3: startBucket };
export type RemoteKind = keyof typeof KINDS;

async function startSharePoint(): Promise<RemoteTree> {
  const server = await startMicrosoftGraph();
  const { world, app } = server;
  const site = world.addSite({ path: "sites/people", name: "People" });
  const drive = world.addDrive(site.id, "Documents");
  return {
    server,
    tree: world.tree,
    rootId: drive.rootId,
    top: "Documents",
    native: null,
    keepsIds: true,
    method: "app-secret",
    values: {
      tenant: world.tenant,
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      loginHost: server.api,
      graphHost: server.api,
    },
    scope: (folderId) => ({ siteId: site.id, driveId: drive.id, ...(folderId && { folderId }) }),
    mannersOf: (seed) => {
      Object.assign(world.manners, {
        pageSize: 2 + (seed % 5),
        shuffle: seed % 2 === 0,
        duplicate: seed % 3 === 0,
        tellsDeletedChildren: seed % 5 < 2,
      });
    },
    forget: (what) => {
      if (what % 3 === 0) server.expireDeltaTokens();
      if (what % 3 === 1) server.signIn.grants.expireAccess();
      if (what % 3 === 2) server.expireDownloads();
    },
  };
}

async function startDrive(): Promise<RemoteTree> {
  const email = "reader@project.iam.example";
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const server = await startGoogleDrive({ serviceAccount: { email, publicKey } });
  const { world } = server;
  const person = world.addPerson("erika").email;
  return {
    server,
    tree: world.tree,
    rootId: `root-${person}`,
    top: "",
    native: { mimeType: "application/vnd.google-apps.document", extension: ".md" },
    keepsIds: true,
    method: "service-account",
    values: {
      serviceAccountKey: JSON.stringify({ client_email: email, private_key: privateKey }),
      person,
      loginHost: server.api,
      apiHost: server.api,
    },
    scope: (folderId) => ({ folderId: folderId ?? `root-${person}` }),
    mannersOf: (seed) => {
      Object.assign(world.manners, { pageSize: 2 + (seed % 5), emptyPages: seed % 2 === 0 });
    },
    forget: () => {
      server.signIn.grants.expireAccess();
    },
  };
}

/** A bucket that always holds what a tree of files has. */
async function startBucket(): Promise<RemoteTree> {
  const s3 = await startS3({ pageSize: 3 });
  const tree = new FileTree<{ id: string }>(
    (count) => `k${String(count)}`,
    () => {
      mirror();
    },
  );
  const pathOf = (entry: RemoteEntry & { parentId: string | null }): string => {
    const above = entry.parentId === null ? null : tree.get(entry.parentId);
    return above === null || above.parentId === null
      ? entry.name
      : `${pathOf(above)}/${entry.name}`;
  };
  const mirror = () => {
    const objects = s3.buckets.get(BUCKET) ?? new Map<string, StoredObject>();
    s3.buckets.set(BUCKET, objects);
    const files = [...tree.entries.values()].filter((entry) => !entry.folder && tree.isLive(entry));
    const now = new Map(files.map((entry) => [pathOf(entry), String(entry.content)]));
    for (const key of objects.keys()) if (!now.has(key)) s3.remove(BUCKET, key);
    for (const [key, text] of now) {
      if (objects.get(key)?.body.toString() !== text) s3.put(BUCKET, key, text);
    }
  };
  tree.addDrive("bucket", "top");
  tree.touch = (id) => {
    const etag = `"${String(tree.get(id).version++)}-copied"`;
    s3.describe(BUCKET, pathOf(tree.get(id)), { etag });
  };
  const foreign: Remote["calls"] = [];
  return {
    server: {
      api: s3.endpoint,
      download: s3.endpoint,
      calls: foreign,
      fail: ({ mode = "status", on = "", status = 500, after = 0 }) => {
        const told = status === 429 ? "throttle" : "server-error";
        const how = mode === "status" || mode === "late" ? told : mode;
        s3.fail({
          how: how === "drop" || how === "hang" || how === "lost" ? "cut" : how,
          after,
          ...(on !== "" && { on: "download" as const }),
        });
      },
      calm: () => {
        s3.calm();
      },
      close: () => s3.close(),
    },
    tree,
    rootId: "top",
    top: "",
    native: null,
    keepsIds: false,
    method: "keys",
    values: { ...S3_KEYS, endpoint: s3.endpoint },
    scope: () => ({ bucket: BUCKET, prefix: "" }),
    mannersOf: () => undefined,
    forget: () => undefined,
  };
}

/** A workspace with a source that is kept in sync with a service of the test's own. */
export async function remoteSource(services: TestServices, kind: RemoteKind) {
  const ctx = await services.newWorkspace();
  const remote = await KINDS[kind]();
  const { server } = remote;
  for (const origin of [server.api, server.download]) {
    await allowHost({ ctx, input: { host: "127.0.0.1", port: Number(new URL(origin).port) } });
  }
  const { id: connectionId } = await createSourceConnection({
    ctx,
    input: { type: kind, name: "Company files", method: remote.method, values: remote.values },
  });
  const { id: storeId } = await createStore({ ctx, input: { name: "Everything" } });
  const syncOf = async (folderId: string | null) => {
    const { id } = await createSync({
      ctx,
      input: createSyncInput.parse({
        connectionId,
        name: "Contracts",
        scope: JSON.stringify(remote.scope(folderId)),
        label: "Documents",
        filters: {},
        everyMinutes: null,
      }),
    });
    await linkSource(services, ctx, { storeId, sourceId: id });
    return sourceOf(services, ctx, id);
  };
  return { ...remote, ctx, storeId, syncOf };
}

function sourceOf(services: TestServices, ctx: WorkspaceContext, sourceId: string) {
  return {
    sourceId,
    sync: (more: { confirmed?: boolean } = {}) =>
      syncToEnd(services, ctx, { id: sourceId, ...more }),
    /** Queues a sync, unless one is at work. */
    start: () => startSync({ ctx, input: startSyncInput.parse({ id: sourceId, confirmed: true }) }),
    /** Whether nothing is left of it to sync, to read or to index. */
    isDone: async (): Promise<boolean> =>
      (await services.db.syncRun.count({ where: { sourceId, endedAt: null } })) === 0 &&
      !(await services.isBusy()),
    /** Begins a sync, or goes on with one, by a worker that dies on the way (see `drainJobsAndDie`). */
    syncAndDie: async (pieces: number): Promise<boolean> => {
      await startSync({ ctx, input: startSyncInput.parse({ id: sourceId, confirmed: true }) });
      return services.drainJobsAndDie(pieces);
    },
    /** Passages that answers could come from. */
    passages: async (): Promise<number> => {
      const [row] = await services.sql.query<{ count: number }>(
        `select count(*)::integer as count from search.passage where source_id = $1`,
        [sourceId],
      );
      return row?.count ?? 0;
    },
    texts: () => textsOf(services, { workspaceId: ctx.workspace.id, sourceId }),
    /** The newest versions that can't be answered from, by "folder/name", and why. */
    unread: () => unreadOf(services, { workspaceId: ctx.workspace.id, sourceId }),
    /** What stands for each embedding, by the name of its file: changes when it is made anew. */
    embedded: async (): Promise<Record<string, string>> => {
      const rows = await services.sql.query<{ name: string; made: string }>(
        `select d.name, concat(p.id, ' ', p.xmin) as made from search.passage p
         join "Document" d on d.id = p.document_id where p.source_id = $1 order by d.name`,
        [sourceId],
      );
      return Object.fromEntries(rows.map(({ name, made }) => [name, made]));
    },
    /** What keywords find each passage, by the name of its file. */
    keywords: async (): Promise<string[]> => {
      const rows = await services.sql.query<{ keywords: string }>(
        `select p.keywords::text from search.passage p join "Document" d on d.id = p.document_id
         where p.source_id = $1 order by d.name`,
        [sourceId],
      );
      return rows.map(({ keywords }) => keywords);
    },
    /** How often each text was made anew, by "folder/name". */
    versions: async (): Promise<Record<string, number>> => {
      const rows = await services.sql.query<{ path: string; count: number }>(
        `select concat_ws('/', nullif(d.folder, ''), d.name) as path, count(*)::integer as count
         from "Document" d join "DocumentVersion" v on v."documentId" = d.id
         where d."sourceId" = $1 and d."deletedAt" is null group by 1`,
        [sourceId],
      );
      return Object.fromEntries(rows.map(({ path, count }) => [path, count]));
    },
  };
}
