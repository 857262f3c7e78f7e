import "server-only";
import { z } from "zod/mini";
import { noAnswer, unreadablePlace } from "@/lib/connectors/_contract/failures";
import type { TreeNode, TreePage } from "@/lib/connectors/_contract/runtime";
import type { SharePointScope } from "./changes";
import { get, getAll, parsed, placeRefused, type GraphCall } from "./graph";
import { graphOf } from "./sign-in";

const site = z.object({
  id: z.string(),
  displayName: z.optional(z.string()),
  name: z.optional(z.string()),
  webUrl: z.optional(z.string()),
});
const drive = z.object({ id: z.string(), name: z.optional(z.string()) });
const entry = z.object({
  id: z.string(),
  name: z.string(),
  folder: z.optional(z.object({ childCount: z.optional(z.number()) })),
  remoteItem: z.optional(z.unknown()),
  package: z.optional(z.unknown()),
});
const list = z.object({ value: z.array(z.unknown()), "@odata.nextLink": z.optional(z.string()) });

export type Site = z.infer<typeof site>;

/** The site at the address that was entered with the connection. Throws `connector.unreadable-place`. */
export async function siteAt(call: GraphCall, address: string): Promise<Site> {
  const { hostname, pathname } = new URL(address);
  const path = pathname.replace(/\/+$/, "");
  const got = await get(call, path === "" ? `/sites/${hostname}` : `/sites/${hostname}:${path}`);
  if ("refusal" in got) throw placeRefused(call, address, got.refusal);
  return parsed(call, site, got.body);
}

/** One page of the sites that can be seen; not all of them need be readable. */
export async function sitesPage(
  call: GraphCall,
  page: string | null,
): Promise<{ sites: Site[]; next: string | null }> {
  const { value, next } = await pageOf(call, "/sites?search=*", page);
  return { sites: value.map((each) => parsed(call, site, each)), next };
}

/** Sites, their subsites and libraries, then folders. A node's id says what it is and where. */
export async function children(
  call: GraphCall,
  { parent, page }: { parent: string | null; page: string | null },
): Promise<TreePage> {
  if (parent === null) {
    const entered = call.credentials.site;
    const { sites, next } =
      entered === undefined
        ? await sitesPage(call, page)
        : { sites: [await siteAt(call, entered)], next: null };
    return { nodes: sites.map(siteNode), next };
  }
  const [kind, siteId = "", driveId = "", folderId = ""] = parent.split("|");
  if (kind === "site") return { nodes: await insideSite(call, siteId), next: null };
  const at = `/drives/${encodeURIComponent(driveId)}`;
  const folder =
    folderId === ""
      ? `${at}/root/children`
      : `${at}/items/${encodeURIComponent(folderId)}/children`;
  const { value, next } = await pageOf(call, folder, page);
  const nodes = value
    .map((each) => parsed(call, entry, each))
    .filter((each) => each.folder && each.remoteItem === undefined && each.package === undefined)
    .map(({ id, name }) => node(name, { siteId, driveId, folderId: id }));
  return { nodes, next };
}

async function insideSite(call: GraphCall, siteId: string): Promise<TreeNode[]> {
  const at = `/sites/${encodeURIComponent(siteId)}`;
  const drives = await getAll(call, `${at}/drives`, { item: drive, place: "SharePoint" });
  const subsites = await getAll(call, `${at}/sites`, { item: site, place: "SharePoint" });
  return [
    ...drives.map(({ id, name }) => node(name ?? id, { siteId, driveId: id })),
    ...subsites.map(siteNode),
  ];
}

function siteNode({ id, displayName, name, webUrl }: Site): TreeNode {
  return node(displayName ?? name ?? webUrl ?? id, { siteId: id });
}

function node(label: string, scope: SharePointScope): TreeNode {
  const { siteId, driveId, folderId } = scope;
  const parts = [siteId, driveId, folderId].filter((part) => part !== undefined);
  return {
    id: [driveId === undefined ? "site" : "folder", ...parts].join("|"),
    label,
    expandable: true,
    scope,
  };
}

/** `page` came back from a browser: it has to be the address of this very list. */
async function pageOf(
  call: GraphCall,
  path: string,
  page: string | null,
): Promise<{ value: unknown[]; next: string | null }> {
  const base = `${graphOf(call.credentials)}/v1.0`;
  const [own] = path.split("?");
  if (page !== null && !(URL.canParse(page) && page.split("?")[0] === `${base}${own ?? ""}`)) {
    throw unreadablePlace("missing", { place: "SharePoint" });
  }
  const got = await get(call, page ?? path);
  if ("refusal" in got) throw placeRefused(call, "SharePoint", got.refusal);
  const { value, "@odata.nextLink": next = null } = parsed(call, list, got.body);
  if (next !== null && next === page) {
    throw noAnswer(new URL(base).hostname, "the same page twice");
  }
  return { value, next };
}
