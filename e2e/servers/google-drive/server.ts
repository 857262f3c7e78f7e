import { z } from "zod";
import { Grants, type Session } from "../remote-host/grants";
import { Refusal, startRemote, type Answer, type Asked, type Remote } from "../remote-host/host";
import { obeyTree, treeCommand } from "../remote-host/tree-commands";
import { Watches } from "../remote-host/watches";
import { channels, notify } from "./channels";
import { createFile, describeDocs, docs, DRIVE_FILE } from "./docs-api";
import { listChanges, startPageToken } from "./changes";
import {
  exportFile,
  getFile,
  listDrives,
  listFiles,
  listPermissions,
  requireDrive,
  type Desk,
} from "./files";
import { describeSignIn, signIn, type Clients, type SignInState } from "./sign-in";
import { World } from "./world";

export interface GoogleDriveOptions {
  /** Default: any free one. */
  readonly port?: number;
  /** The public key in PEM of the account that speaks for people. */
  readonly serviceAccount?: { readonly email: string; readonly publicKey: string };
}

/** A running domain. What happens to `world` is told by the next answers. */
export interface GoogleDrive extends Remote {
  readonly world: World;
  readonly clients: Clients;
  readonly signIn: SignInState;
  /** Those who asked to be told of changes. */
  readonly watches: Watches;
  /** Tells them; `secret` is another one than theirs. Gives the statuses of their answers. */
  notify(secret?: string): Promise<number[]>;
}

export const SCOPES = {
  drive: "https://www.googleapis.com/auth/drive.readonly",
  file: DRIVE_FILE,
  groups: "https://www.googleapis.com/auth/admin.directory.group.readonly",
};

/**
 * Google's sign-in, Drive v3, Docs v1 and the lists of the Admin directory for one domain, as far as reading files and writing documents needs
 * them. One origin answers for accounts.google.com, oauth2.googleapis.com, www.googleapis.com/drive/v3, docs.googleapis.com and
 * admin.googleapis.com.
 */
export async function startGoogleDrive({
  port = 0,
  serviceAccount,
}: GoogleDriveOptions = {}): Promise<GoogleDrive> {
  const world = new World();
  const state: SignInState = {
    grants: new Grants(),
    delegatedScopes: Object.values(SCOPES),
    person: null,
    declined: [],
    agreed: new Set(),
  };
  const clients: Clients = {
    clientId: "client.apps.example",
    clientSecret: "secret-of-the-client",
    serviceAccount: serviceAccount ?? null,
  };
  const watches = new Watches();
  const remote = await startRemote(
    ({ api }) => ({
      api: (asked) => {
        const desk = { world, state, clients, tokenAddress: `${api}/token` };
        return signIn(desk, asked) ?? answer({ world, state, watches }, asked);
      },
      download: () => {
        throw new Refusal(404, "notFound");
      },
      describe: (refusal) =>
        describeSignIn(refusal) ?? describeDocs(refusal) ?? describeDrive(refusal),
      command: (body) => {
        const { set, ...rest } = commandSchema.parse(body);
        if (!set) return obeyTree(world.tree, treeCommand.parse(rest));
        if (set.accessExpired) state.grants.expireAccess();
        if (set.manners) Object.assign(world.manners, set.manners);
        if (set.person !== undefined) state.person = set.person;
        if (set.declined) state.declined = set.declined;
        return {};
      },
    }),
    port,
  );
  return {
    ...remote,
    get calls() {
      return remote.calls;
    },
    world,
    clients,
    signIn: state,
    watches,
    notify: (secret) => notify(watches, secret === undefined ? {} : { token: secret }),
  };
}

const commandSchema = z.looseObject({
  set: z
    .object({
      accessExpired: z.boolean(),
      person: z.string(),
      declined: z.array(z.string()),
      manners: z
        .object({
          pageSize: z.int().min(1),
          emptyPages: z.boolean(),
          incomplete: z.boolean(),
          exportLimit: z.int().min(1),
          docsOff: z.boolean(),
        })
        .partial(),
    })
    .partial()
    .optional(),
});

type Handler = (desk: Desk, asked: Asked, id: string) => Answer;

const ROUTES: readonly (readonly [RegExp, Handler])[] = [
  [/^\/drive\/v3\/about$/, ({ email }) => ({ body: { user: { emailAddress: email } } })],
  [/^\/drive\/v3\/changes\/startPageToken$/, startPageToken],
  [/^\/drive\/v3\/changes$/, listChanges],
  [/^\/drive\/v3\/drives$/, listDrives],
  [
    /^\/drive\/v3\/drives\/([^/]+)$/,
    (desk, _, id) => ({
      body: {
        kind: "drive#drive",
        id: requireDrive(desk, id).id,
        name: desk.world.sharedDrives.get(id),
      },
    }),
  ],
  [/^\/drive\/v3\/files$/, listFiles],
  [/^\/drive\/v3\/files\/([^/]+)$/, getFile],
  [/^\/drive\/v3\/files\/([^/]+)\/export$/, exportFile],
  [/^\/drive\/v3\/files\/([^/]+)\/permissions$/, listPermissions],
];

interface Domain {
  readonly world: World;
  readonly state: SignInState;
  readonly watches: Watches;
}

async function answer({ world, state, watches }: Domain, asked: Asked): Promise<Answer> {
  const session = state.grants.session(asked.headers.authorization);
  if (!session) throw new Refusal(401, "authError", { message: "Invalid Credentials" });
  const group = /^\/admin\/directory\/v1\/groups\/([^/]+)\/members$/.exec(asked.path)?.[1];
  if (group) return members(world, session, { asked, group: decodeURIComponent(group) });
  const desk: Desk = { ...session, world, email: session.subject ?? "" };
  const document = docs(desk, asked);
  if (document) return document;
  if (!session.scopes.some((scope) => scope.includes("/auth/drive"))) {
    throw new Refusal(403, "insufficientPermissions", { message: "Insufficient scopes." });
  }
  const channel = await channels(watches, asked);
  if (channel) return channel;
  if (asked.method === "POST" && asked.path === "/drive/v3/files") return createFile(desk, asked);
  for (const [pattern, handler] of asked.method === "GET" ? ROUTES : []) {
    const match = pattern.exec(asked.path);
    if (match) return handler(desk, asked, decodeURIComponent(match[1] ?? ""));
  }
  throw new Refusal(404, "notFound", { message: `No ${asked.path} here.` });
}

/** Direct members, or with `includeDerivedMembership` also those of groups inside. */
function members(
  world: World,
  { scopes }: Session,
  { asked, group }: { asked: Asked; group: string },
): Answer {
  if (!scopes.includes(SCOPES.groups)) throw new Refusal(403, "insufficientPermissions");
  const direct = world.groups.get(group);
  if (!direct) throw new Refusal(404, "notFound", { message: `Resource Not Found: groupKey` });
  const found = new Set<string>();
  const pending = [...direct];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    if (asked.query.get("includeDerivedMembership") === "true")
      pending.push(...(world.groups.get(next) ?? []));
  }
  const at = Number(asked.query.get("pageToken") ?? 0);
  const size = Math.min(Number(asked.query.get("maxResults") ?? 200), 200);
  const listed = [...found].map((email) => ({
    kind: "admin#directory#member",
    email,
    type: world.groups.has(email) ? "GROUP" : "USER",
    status: "ACTIVE",
  }));
  return {
    body: {
      kind: "admin#directory#members",
      members: listed.slice(at, at + size),
      ...(at + size < listed.length ? { nextPageToken: String(at + size) } : {}),
    },
  };
}

/** The body of an error of Drive. */
function describeDrive({ status, code, message }: Refusal): unknown {
  const reason =
    code === "planned" ? (status === 429 ? "rateLimitExceeded" : "backendError") : code;
  const domain = /rateLimit/i.test(reason) ? "usageLimits" : "global";
  return { error: { code: status, message, errors: [{ domain, reason, message }] } };
}
