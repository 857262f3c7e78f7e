import { z } from "zod";
import { Grants } from "../remote-host/grants";
import {
  Refusal,
  startRemote,
  type Answer,
  type Asked,
  type Origins,
  type Remote,
} from "../remote-host/host";
import { obeyTree, treeCommand } from "../remote-host/tree-commands";
import { describeGraph, download, graph, type Downloads } from "./graph";
import { Watches } from "../remote-host/watches";
import { describeSignIn, signIn, type Registration, type SignInState } from "./sign-in";
import { notify, subscriptions } from "./subscriptions";
import { World } from "./world";

export interface MicrosoftGraphOptions {
  /** Default: any free one. */
  readonly port?: number;
  /** In PEM, for apps that sign. */
  readonly certificate?: string;
}

/** A running tenant. What happens to `world` is told by the next answers. */
export interface MicrosoftGraph extends Remote {
  readonly world: World;
  readonly app: Registration;
  readonly signIn: SignInState;
  /** Ends the addresses of downloads that were handed out. */
  expireDownloads(): void;
  /** Makes every delta token so far too old. */
  expireDeltaTokens(): void;
  /** Those who asked to be told of changes. */
  readonly watches: Watches;
  /** Tells them; `secret` is another one than theirs. Gives the statuses of their answers. */
  notify(secret?: string): Promise<number[]>;
}

/**
 * Microsoft's sign-in, Graph and SharePoint's lists of site groups for one tenant, as far as reading files needs them. The API origin
 * answers for `login.microsoftonline.com`, for `graph.microsoft.com` under /v1.0 and for the tenant's SharePoint host under /_api and
 * /sites; files are on an origin of their own.
 */
export async function startMicrosoftGraph({
  port = 0,
  certificate,
}: MicrosoftGraphOptions = {}): Promise<MicrosoftGraph> {
  const world = new World();
  const state: SignInState = {
    grants: new Grants(),
    secretExpired: false,
    consented: true,
    rotates: true,
  };
  const app: Registration = {
    clientId: "11111111-2222-4333-8444-555555555555",
    clientSecret: "secret-of-the-app",
    certificate: certificate ?? null,
  };
  const downloads: Downloads = new Map();
  const watches = new Watches();
  const expireDeltaTokens = () => {
    world.tokensGoneUpTo = world.tree.now;
  };
  const remote = await startRemote(
    (origins) => ({
      api: (asked) => answer({ world, state, app, downloads, watches, origins }, asked),
      download: (asked) => download(world, downloads, asked),
      describe: (refusal) => describeSignIn(refusal) ?? describeGraph(refusal),
      command: (body) => {
        const { set, ...rest } = commandSchema.parse(body);
        if (set) {
          if (set.deltaTokensExpired) expireDeltaTokens();
          if (set.downloadsExpired) downloads.clear();
          if (set.accessExpired) state.grants.expireAccess();
          if (set.manners) Object.assign(world.manners, set.manners);
          if (set.roles) world.roles = set.roles;
          return {};
        }
        return obeyTree(world.tree, treeCommand.parse(rest));
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
    app,
    signIn: state,
    expireDownloads: () => {
      downloads.clear();
    },
    expireDeltaTokens,
    watches,
    notify: (secret) => notify(watches, secret === undefined ? {} : { clientState: secret }),
  };
}

const commandSchema = z.looseObject({
  set: z
    .object({
      deltaTokensExpired: z.boolean(),
      downloadsExpired: z.boolean(),
      accessExpired: z.boolean(),
      manners: z
        .object({
          pageSize: z.int().min(1),
          shuffle: z.boolean(),
          duplicate: z.boolean(),
          tellsDeletedChildren: z.boolean(),
        })
        .partial(),
      roles: z.array(z.string()),
    })
    .partial()
    .optional(),
});

interface Tenant {
  readonly world: World;
  readonly state: SignInState;
  readonly app: Registration;
  readonly downloads: Downloads;
  readonly watches: Watches;
  readonly origins: Origins;
}

function answer(tenant: Tenant, asked: Asked): Answer | Promise<Answer> {
  const endpoint = /^\/[^/]+\/oauth2\/v2\.0\/([a-z]+)$/.exec(asked.path)?.[1];
  if (endpoint) return signIn(tenant, asked, endpoint);
  const session = tenant.state.grants.session(asked.headers.authorization);
  if (!session) {
    throw new Refusal(401, "InvalidAuthenticationToken", {
      message: "Lifetime validation failed.",
    });
  }
  if (!asked.path.startsWith("/v1.0/")) return siteGroup(tenant, asked, session.scopes);
  const under = { ...asked, path: asked.path.slice("/v1.0".length) };
  if (/^\/subscriptions(\/|$)/.test(under.path)) return subscriptions(tenant.watches, under);
  return graph({ ...tenant, session }, under);
}

/** Who is in a site's own group: only SharePoint itself says so, to apps that signed in for it with a certificate. */
function siteGroup({ world, app }: Tenant, { path }: Asked, scopes: readonly string[]): Answer {
  const match = /^\/(.*?)\/?_api\/web\/sitegroups\/getbyid\((\d+)\)\/users$/i.exec(path);
  if (app.certificate === null || scopes.some((scope) => scope.includes("graph.microsoft.com"))) {
    throw new Refusal(401, "unauthenticated", { message: "Unsupported app only token." });
  }
  const site = [...world.sites.values()].find((each) => each.path === match?.[1]);
  const group = site?.siteGroups.get(Number(match?.[2]));
  if (!group) throw new Refusal(404, "itemNotFound");
  const value = group.members.map((member) =>
    member.startsWith("group:")
      ? { LoginName: `c:0t.c|tenant|${member.slice("group:".length)}`, Email: "", PrincipalType: 4 }
      : {
          LoginName: member.startsWith("c:0") ? member : `i:0#.f|membership|${member}`,
          Email: member.startsWith("c:0") ? "" : member,
          PrincipalType: member.startsWith("c:0") ? 4 : 1,
        },
  );
  return { body: { value } };
}
