import { randomBytes } from "node:crypto";
import { ranged, Refusal, type Answer, type Asked, type Origins } from "../remote-host/host";
import type { Session } from "../remote-host/grants";
import { deltaPage } from "./delta";
import { bytesOf, driveJson, itemJson, siteJson } from "./items";
import type { Drive, Item, Permission, Site, World } from "./world";

/** Pre-authenticated addresses of downloads, alive until told otherwise. */
export type Downloads = Map<string, string>;

export interface Desk {
  readonly world: World;
  readonly origins: Origins;
  readonly downloads: Downloads;
  readonly session: Session;
}

type Handler = (desk: Desk, asked: Asked, parts: readonly string[]) => Answer;

const ROUTES: readonly (readonly [RegExp, Handler])[] = [
  [/^\/sites\/root$/, (desk) => ({ body: siteJson(desk.world, rootSite(desk.world)) })],
  [/^\/sites$/, listSites],
  [/^\/sites\/getAllSites$/, listSites],
  [/^\/sites\/([^/:]+):\/(.+?)(?::\/(drives))?$/, siteByPath],
  [
    /^\/sites\/([^/:]+)$/,
    (desk, _, [id]) => ({ body: siteJson(desk.world, siteOf(desk.world, id)) }),
  ],
  [/^\/sites\/([^/:]+)\/sites$/, subsites],
  [/^\/sites\/([^/:]+)\/(drives?)$/, drivesOf],
  [
    /^\/drives\/([^/]+)$/,
    (desk, _, [id]) => ({ body: driveJson(desk.world, driveOf(desk.world, id)) }),
  ],
  [/^\/drives\/([^/]+)\/root\/delta$/, delta],
  [/^\/drives\/([^/]+)\/(root)$/, oneItem],
  [/^\/drives\/([^/]+)\/(root)\/children$/, children],
  [/^\/drives\/([^/]+)\/(root)\/permissions$/, permissions],
  [/^\/drives\/([^/]+)\/root:\/(.+?):?$/, itemByPath],
  [/^\/drives\/([^/]+)\/items\/([^/]+)$/, oneItem],
  [/^\/drives\/([^/]+)\/items\/([^/]+)\/children$/, children],
  [/^\/drives\/([^/]+)\/items\/([^/]+)\/permissions$/, permissions],
  [/^\/drives\/([^/]+)\/items\/([^/]+)\/content$/, content],
  [/^\/groups\/([^/]+)\/(transitiveMembers|members)(?:\/microsoft\.graph\.user)?$/, members],
  [
    /^\/groups$/,
    (desk, asked) => page([...desk.world.groups.values()].map(groupJson), desk, asked),
  ],
  [/^\/users\/([^/]+)$/, oneUser],
  [/^\/me$/, (desk) => ({ body: userJson(desk.world.users.get(desk.session.subject ?? "")) })],
];

/** Answers what lies under /v1.0. */
export function graph(desk: Desk, asked: Asked): Answer {
  if (asked.method !== "GET") throw new Refusal(405, "invalidRequest");
  for (const [pattern, handler] of ROUTES) {
    const match = pattern.exec(asked.path);
    if (match)
      return handler(
        desk,
        asked,
        match.slice(1).map((part) => safeDecode(part)),
      );
  }
  throw new Refusal(404, "itemNotFound", { message: `No ${asked.path} here.` });
}

/** Answers on the other origin; the address alone is the permission, and a token beside it is refused. */
export function download(world: World, downloads: Downloads, { path, headers }: Asked): Answer {
  if (headers.authorization !== undefined) throw new Refusal(401, "unauthenticated");
  const id = downloads.get(path.split("/").at(-1) ?? "");
  if (id === undefined)
    throw new Refusal(401, "unauthenticated", { message: "The address is over." });
  const item = world.tree.get(id);
  if (!world.tree.isLive(item)) throw notFound();
  const answer = ranged(bytesOf(item), headers.range);
  return { ...answer, headers: { "content-type": item.mimeType, ...answer.headers } };
}

function safeDecode(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? "");
  } catch {
    throw new Refusal(400, "invalidRequest");
  }
}

function notFound(): Refusal {
  return new Refusal(404, "itemNotFound", { message: "The resource could not be found." });
}

const SITE_REFUSALS: Readonly<Record<number, string>> = {
  403: "accessDenied",
  404: "itemNotFound",
  410: "resourceModified",
  423: "resourceLocked",
};

function rootSite(world: World): Site {
  const root = [...world.sites.values()].find(({ path }) => path === "");
  if (!root) throw notFound();
  return root;
}

function siteOf(world: World, id: string | undefined): Site {
  const site = world.sites.get(id ?? "");
  if (!site) throw notFound();
  if (site.refuses !== null)
    throw new Refusal(site.refuses, SITE_REFUSALS[site.refuses] ?? "accessDenied");
  return site;
}

function driveOf(world: World, id: string | undefined): Drive {
  const drive = world.drives.get(id ?? "");
  if (!drive) throw notFound();
  siteOf(world, drive.siteId);
  return drive;
}

function itemOf(world: World, driveId: string | undefined, id: string | undefined): Item {
  const drive = driveOf(world, driveId);
  const item = world.tree.entries.get(id === "root" ? drive.rootId : (id ?? ""));
  if (!item || item.driveId !== drive.id || !world.tree.isLive(item)) throw notFound();
  return item;
}

/** A page of a list, with an opaque address of the next. */
function page(values: readonly unknown[], { origins }: Desk, { path, query }: Asked): Answer {
  const size = Number(query.get("$top") ?? 100);
  const at = Number(query.get("$skiptoken") ?? 0);
  const next = new URL(`${origins.api}/v1.0${path}`);
  for (const [key, value] of query) next.searchParams.set(key, value);
  next.searchParams.set("$skiptoken", String(at + size));
  return {
    body: {
      value: values.slice(at, at + size),
      ...(at + size < values.length ? { "@odata.nextLink": next.href } : {}),
    },
  };
}

function listSites(desk: Desk, asked: Asked): Answer {
  if (asked.path.endsWith("getAllSites") && desk.session.subject !== null) {
    throw new Refusal(403, "accessDenied");
  }
  const wanted = (asked.query.get("search") ?? "*").replace("*", "").toLowerCase();
  const sites = [...desk.world.sites.values()].filter(({ displayName }) =>
    displayName.toLowerCase().includes(wanted),
  );
  return page(
    sites.map((site) => siteJson(desk.world, site)),
    desk,
    asked,
  );
}

function siteByPath(desk: Desk, asked: Asked, [host, path, drives]: readonly string[]): Answer {
  const site = [...desk.world.sites.values()].find((each) => each.path === path);
  if (!site || host !== desk.world.host) throw notFound();
  siteOf(desk.world, site.id);
  if (drives) return drivesOf(desk, asked, [site.id, "drives"]);
  return { body: siteJson(desk.world, site) };
}

function subsites(desk: Desk, asked: Asked, [id]: readonly string[]): Answer {
  const site = siteOf(desk.world, id);
  const inside = [...desk.world.sites.values()].filter(({ parentId }) => parentId === site.id);
  return page(
    inside.map((each) => siteJson(desk.world, each)),
    desk,
    asked,
  );
}

function drivesOf(desk: Desk, asked: Asked, [id, word]: readonly string[]): Answer {
  const site = siteOf(desk.world, id);
  const drives = [...desk.world.drives.values()].filter(({ siteId }) => siteId === site.id);
  const listed = drives.map((drive) => driveJson(desk.world, drive));
  return word === "drive" ? { body: listed[0] } : page(listed, desk, asked);
}

function delta({ world, origins }: Desk, { path, query }: Asked, [id]: readonly string[]): Answer {
  return {
    body: deltaPage(world, driveOf(world, id), { query, address: `${origins.api}/v1.0${path}` }),
  };
}

function downloadUrl({ downloads, origins }: Desk, item: Item): string {
  const key = randomBytes(12).toString("hex");
  downloads.set(key, item.id);
  return `${origins.download}/download/${key}`;
}

function oneItem(desk: Desk, _: Asked, [drive, id]: readonly string[]): Answer {
  const item = itemOf(desk.world, drive, id);
  return { body: itemJson(desk.world, item, { downloadUrl: downloadUrl(desk, item) }) };
}

function itemByPath(desk: Desk, _: Asked, [drive, path]: readonly string[]): Answer {
  let at = itemOf(desk.world, drive, "root");
  for (const name of (path ?? "").split("/")) {
    const inside = desk.world.tree
      .childrenOf(at.id)
      .find((each) => each.name === name && each.state === "live");
    if (!inside) throw notFound();
    at = inside;
  }
  return { body: itemJson(desk.world, at) };
}

function children(desk: Desk, asked: Asked, [drive, id]: readonly string[]): Answer {
  const { tree } = desk.world;
  const item = itemOf(desk.world, drive, id);
  const inside = tree.childrenOf(item.id).filter(({ state }) => state === "live");
  return page(
    inside.map((each) => itemJson(desk.world, each)),
    desk,
    asked,
  );
}

function content(desk: Desk, { headers }: Asked, [drive, id]: readonly string[]): Answer {
  const item = itemOf(desk.world, drive, id);
  if (item.folder) throw new Refusal(400, "invalidRequest");
  if ("malware" in item.facets) throw new Refusal(403, "malwareDetected");
  if (headers["if-none-match"] === itemJson(desk.world, item).cTag) return { status: 304 };
  return { status: 302, headers: { location: downloadUrl(desk, item) } };
}

/** Whoever does not own a file sees only what concerns itself: for an app, nothing. */
function permissions(desk: Desk, asked: Asked, [drive, id]: readonly string[]): Answer {
  const { world, session } = desk;
  const item = itemOf(world, drive, id);
  const shares: Permission[] = world.tree.sharesOf(item);
  const allowed =
    session.subject === null
      ? world.roles.includes("Sites.FullControl.All")
      : session.scopes.includes("Sites.FullControl.All");
  const own = shares.filter(({ grantedToV2 }) => grantedToV2?.user?.id === session.subject);
  return page(allowed ? shares : own, desk, asked);
}

function groupJson({ id, displayName }: { id: string; displayName: string }): unknown {
  return { "@odata.type": "#microsoft.graph.group", id, displayName };
}

function userJson(user: object | undefined): unknown {
  if (!user) throw notFound();
  return { "@odata.type": "#microsoft.graph.user", ...user };
}

function oneUser({ world }: Desk, _: Asked, [id]: readonly string[]): Answer {
  return {
    body: userJson([...world.users.values()].find((user) => user.id === id || user.mail === id)),
  };
}

function members(desk: Desk, asked: Asked, [id, kind]: readonly string[]): Answer {
  const { world } = desk;
  const group = world.groups.get(id ?? "");
  if (!group) throw notFound();
  if (!world.roles.includes("GroupMember.Read.All"))
    throw new Refusal(403, "Authorization_RequestDenied");
  const direct = group.members.flatMap(
    (member) => world.users.get(member) ?? world.groups.get(member) ?? [],
  );
  const found = kind === "members" ? direct : world.transitiveMembers(group.id);
  const json = found.map((each) => ("mail" in each ? userJson(each) : groupJson(each)));
  const users = asked.path.endsWith("microsoft.graph.user");
  return page(users ? found.filter((each) => "mail" in each).map(userJson) : json, desk, asked);
}

/** The body of an error of Graph. */
export function describeGraph({ status, code, message }: Refusal): unknown {
  const throttled = status === 429 || status === 503;
  const word =
    code === "planned" ? (throttled ? "activityLimitReached" : "generalException") : code;
  return {
    error: {
      code: word,
      message,
      innerError: {
        ...(throttled ? { code: "throttledRequest" } : {}),
        date: "2026-01-01T00:00:00",
      },
    },
  };
}
