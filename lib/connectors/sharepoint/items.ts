import { z } from "zod/mini";
import type { RemoteItem } from "@/lib/connectors/_contract/runtime";

/** The part of a driveItem that is read. */
export const driveItem = z.object({
  id: z.string(),
  name: z.optional(z.string()),
  eTag: z.optional(z.string()),
  size: z.optional(z.number()),
  webUrl: z.optional(z.string()),
  lastModifiedDateTime: z.optional(z.string()),
  parentReference: z.optional(
    z.object({ id: z.optional(z.nullable(z.string())), siteId: z.optional(z.string()) }),
  ),
  root: z.optional(z.unknown()),
  folder: z.optional(z.object({ childCount: z.optional(z.number()) })),
  file: z.optional(
    z.object({
      mimeType: z.optional(z.string()),
      hashes: z.optional(z.object({ quickXorHash: z.optional(z.string()) })),
    }),
  ),
  package: z.optional(z.unknown()),
  remoteItem: z.optional(z.unknown()),
  malware: z.optional(z.unknown()),
  deleted: z.optional(z.unknown()),
  "@microsoft.graph.downloadUrl": z.optional(z.string()),
});
export type DriveItem = z.infer<typeof driveItem>;

/** Ids of items are unique inside their library only. */
export const idOf = (driveId: string, itemId: string) => `${driveId}/${itemId}`;

export function placeOf(id: string): { driveId: string; itemId: string } {
  const cut = id.lastIndexOf("/");
  return { driveId: id.slice(0, cut), itemId: id.slice(cut + 1) };
}

/**
 * By the hash of the content where SharePoint has one, so that a new name is no new content. Tags of content are left out by
 * deltas, and the tag of the item changes with every property.
 */
export function etagOf({ eTag, size, file, lastModifiedDateTime }: DriveItem): string {
  const hash = file?.hashes?.quickXorHash;
  if (hash) return `${hash} ${String(size ?? "")}`;
  return eTag ?? `${lastModifiedDateTime ?? ""} ${String(size ?? "")}`;
}

/** `library` is what the root is called; it is the folder on top of every path. */
export function itemOf(driveId: string, library: string, item: DriveItem): RemoteItem {
  const isRoot = item.root !== undefined;
  const isFolder = isRoot || item.folder !== undefined;
  const parent = item.parentReference?.id;
  const modifiedAt = new Date(item.lastModifiedDateTime ?? "");
  const unread = isFolder ? null : unreadableReason(item);
  return {
    id: idOf(driveId, item.id),
    kind: isFolder && unread === null ? "folder" : "file",
    name: isRoot ? library : (item.name ?? item.id),
    parentId: isRoot || !parent ? null : idOf(driveId, parent),
    etag: isFolder ? null : etagOf(item),
    size: isFolder ? null : (item.size ?? null),
    mimeType: item.file?.mimeType ?? null,
    modifiedAt: Number.isNaN(modifiedAt.getTime()) ? null : modifiedAt,
    webUrl: item.webUrl ?? null,
    handle: item.parentReference?.siteId ?? "",
    ...(unread && { unreadable: { code: "connector.item-refused", params: { reason: unread } } }),
  };
}

/** Notebooks, shortcuts to other libraries and pages have no file; what is infected is given to nobody. */
function unreadableReason(item: DriveItem): "kind" | "infected" | null {
  if (item.malware !== undefined) return "infected";
  const page = /\.aspx$/i.test(item.name ?? "");
  const other =
    item.package !== undefined || item.remoteItem !== undefined || item.file === undefined;
  return page || other ? "kind" : null;
}
