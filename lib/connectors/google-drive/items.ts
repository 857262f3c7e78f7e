import { z } from "zod/mini";
import type { RemoteItem } from "@/lib/connectors/_contract/runtime";

/** What is asked of each file; Google gives next to nothing by itself. */
export const FILE_FIELDS =
  "id,name,mimeType,size,md5Checksum,headRevisionId,version,modifiedTime,parents,driveId,trashed,resourceKey,webViewLink,capabilities(canDownload),properties";

export const driveFile = z.object({
  id: z.string(),
  name: z.optional(z.string()),
  mimeType: z.optional(z.string()),
  size: z.optional(z.string()),
  md5Checksum: z.optional(z.string()),
  headRevisionId: z.optional(z.string()),
  version: z.optional(z.string()),
  modifiedTime: z.optional(z.string()),
  parents: z.optional(z.array(z.string())),
  trashed: z.optional(z.boolean()),
  resourceKey: z.optional(z.string()),
  webViewLink: z.optional(z.string()),
  capabilities: z.optional(z.object({ canDownload: z.optional(z.boolean()) })),
  properties: z.optional(z.record(z.string(), z.string())),
});
export type DriveFile = z.infer<typeof driveFile>;

/** Of documents that were written from here, for every app to see. */
export const OWN = { writtenBy: "groundwork" };

export const FOLDER = "application/vnd.google-apps.folder";

export interface Export {
  readonly mimeType: string;
  readonly extension: string;
}

const OFFICE = "application/vnd.openxmlformats-officedocument";

/** In which form Google's own documents are read: with all sheets of a table, which its other forms leave out. */
const EXPORTS: Readonly<Record<string, Export>> = {
  "application/vnd.google-apps.document": { mimeType: "text/markdown", extension: ".md" },
  "application/vnd.google-apps.spreadsheet": {
    mimeType: `${OFFICE}.spreadsheetml.sheet`,
    extension: ".xlsx",
  },
  "application/vnd.google-apps.presentation": {
    mimeType: `${OFFICE}.presentationml.presentation`,
    extension: ".pptx",
  },
};

export function exportOf(mimeType: string | null): Export | null {
  return EXPORTS[mimeType ?? ""] ?? null;
}

/** By the checksum where there is a file; Google's own documents have none, and a new version of one may hold the same text. */
function etagOf({ md5Checksum, headRevisionId, version, modifiedTime }: DriveFile): string {
  return md5Checksum ?? headRevisionId ?? version ?? modifiedTime ?? "";
}

export function itemOf(file: DriveFile): RemoteItem {
  const isFolder = file.mimeType === FOLDER;
  const modifiedAt = new Date(file.modifiedTime ?? "");
  const unread = isFolder ? null : unreadableReason(file);
  return {
    id: file.id,
    kind: isFolder ? "folder" : "file",
    name: file.name ?? file.id,
    parentId: file.parents?.[0] ?? null,
    etag: isFolder ? null : etagOf(file),
    size: file.size === undefined ? null : Number(file.size),
    mimeType: file.mimeType ?? null,
    modifiedAt: Number.isNaN(modifiedAt.getTime()) ? null : modifiedAt,
    webUrl: file.webViewLink ?? null,
    ...(file.resourceKey === undefined ? {} : { handle: file.resourceKey }),
    ...(unread && { unreadable: { code: "connector.item-refused", params: { reason: unread } } }),
  };
}

/** Shortcuts lead to files that are read where they are, and forms, maps and sites have no text to give. */
function unreadableReason(file: DriveFile): "kind" | "forbidden" | "own" | null {
  const { mimeType = "", capabilities, properties } = file;
  if (properties?.writtenBy === OWN.writtenBy) return "own";
  if (mimeType.startsWith("application/vnd.google-apps.") && !exportOf(mimeType)) return "kind";
  return capabilities?.canDownload === false ? "forbidden" : null;
}
