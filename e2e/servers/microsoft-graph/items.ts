import { quickXorHash } from "@/lib/connectors/sharepoint/quick-xor";
import type { Drive, Item, Site, World } from "./world";

export function bytesOf({ content }: Item): Buffer {
  return typeof content === "string" ? Buffer.from(content) : content;
}

export function siteJson(world: World, { id, path, displayName }: Site): unknown {
  return {
    id,
    name: path.split("/").at(-1) ?? "",
    displayName,
    webUrl: `https://${world.host}/${path}`,
    siteCollection: { hostname: world.host },
  };
}

export function driveJson(world: World, drive: Drive): unknown {
  const site = world.sites.get(drive.siteId);
  return {
    id: drive.id,
    name: drive.name,
    driveType: "documentLibrary",
    webUrl: `https://${world.host}/${site?.path ?? ""}/${encodeURIComponent(drive.name)}`,
  };
}

/** In a delta the path of the folder is left out, and so are tags of content. */
export function itemJson(
  world: World,
  item: Item,
  { inDelta = false, downloadUrl }: { inDelta?: boolean; downloadUrl?: string } = {},
): Record<string, unknown> {
  const { tree } = world;
  const drive = world.drives.get(item.driveId);
  const site = world.sites.get(drive?.siteId ?? "");
  const path = [...tree.above(item)]
    .reverse()
    .slice(1)
    .map(({ name }) => name);
  const bytes = bytesOf(item);
  const isRoot = item.parentId === null;
  const hash =
    item.facets.withoutHash === true ? {} : { hashes: { quickXorHash: quickXorHash(bytes) } };
  const { withoutHash: _, size, ...facets } = item.facets;
  const isPlainFile = !item.folder && !("package" in facets) && !("remoteItem" in facets);
  return {
    id: item.id,
    name: item.name,
    eTag: `"{${item.id}},${String(item.version)}"`,
    ...(inDelta ? {} : { cTag: `"c:{${item.id}},${String(item.contentVersion)}"` }),
    size: item.folder ? 0 : (size ?? bytes.byteLength),
    createdDateTime: item.createdAt.toISOString(),
    lastModifiedDateTime: item.modifiedAt.toISOString(),
    webUrl: `https://${world.host}/${[site?.path ?? "", drive?.name ?? "", ...path, item.name].map(encodeURIComponent).join("/")}`,
    parentReference: isRoot
      ? { driveId: item.driveId, driveType: "documentLibrary" }
      : {
          driveId: item.driveId,
          driveType: "documentLibrary",
          id: item.parentId,
          siteId: drive?.siteId,
          ...(inDelta
            ? {}
            : { path: `/drives/${item.driveId}/root:${path.map((name) => `/${name}`).join("")}` }),
        },
    ...(isRoot ? { root: {} } : {}),
    ...(item.folder
      ? {
          folder: {
            childCount: tree.childrenOf(item.id).filter(({ state }) => state === "live").length,
          },
        }
      : {}),
    ...(isPlainFile ? { file: { mimeType: item.mimeType, ...hash } } : {}),
    ...(isPlainFile && downloadUrl ? { "@microsoft.graph.downloadUrl": downloadUrl } : {}),
    ...facets,
  };
}

/** As SharePoint tells it: without name and without tags. */
export function deletedJson(world: World, item: Item): unknown {
  const drive = world.drives.get(item.driveId);
  return {
    id: item.id,
    parentReference: {
      driveId: item.driveId,
      driveType: "documentLibrary",
      id: item.parentId,
      siteId: drive?.siteId,
    },
    ...(item.folder ? { folder: {} } : { file: {} }),
    deleted: { state: "deleted" },
  };
}
