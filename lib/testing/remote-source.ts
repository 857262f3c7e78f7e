import { generateKeyPairSync } from "node:crypto";
import { startGoogleDrive } from "@/e2e/servers/google-drive/server";
import { startMicrosoftGraph } from "@/e2e/servers/microsoft-graph/server";
import type { Remote } from "@/e2e/servers/remote-host/host";
import type { WorkspaceContext } from "@/lib/services/context";
import { allowHost } from "@/lib/services/network/allow";
import { createSourceConnection } from "@/lib/services/source-connection/create";
import { createStore } from "@/lib/services/store/create";
import { createSync, createSyncInput } from "@/lib/services/sync/create";
import type { TestServices } from "./services";
import { linkSource, syncToEnd, textsOf } from "./synced-source";

interface RemoteEntry {
  readonly id: string;
  readonly name: string;
  readonly folder: boolean;
  readonly state: string;
  readonly content: Buffer | string;
}

/** The part of a server's tree that is the same for all services. */
interface RemoteFiles {
  create(seed: {
    parentId: string;
    name: string;
    folder?: boolean;
    content?: string;
    modifiedAt?: Date;
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
  readonly server: Remote;
  readonly tree: RemoteFiles;
  /** The folder on top. */
  readonly rootId: string;
  readonly method: string;
  readonly values: Record<string, string>;
  scope(folderId: string | null): object;
  /** What the service calls the folder that stands for all, in paths; "" for none. */
  readonly top: string;
  /** Ways in which the service may tell things, of which any has to be understood. */
  mannersOf(seed: number): void;
  /** What ends after a while at the service: tokens, addresses, places in logs. */
  forget(what: number): void;
}

const KINDS = { sharepoint: startSharePoint, "google-drive": startDrive };
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
    texts: () => textsOf(services, { workspaceId: ctx.workspace.id, sourceId }),
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
