import type { RemoteItem } from "@/lib/connectors/_contract/runtime";
import type { S3Object } from "./list";

const ARCHIVED = new Set(["GLACIER", "DEEP_ARCHIVE"]);

/** An object as an item; null for the empty objects that stand for folders. Its key is its id. */
export function itemOf(bucket: string, object: S3Object): RemoteItem | null {
  const { key, etag, size, modifiedAt, storageClass } = object;
  if (key.endsWith("/") && size === 0) return null;
  const parts = key.split("/").filter((part) => part !== "");
  const reason = ARCHIVED.has(storageClass) ? "archived" : askable(key) ? null : "name";
  return {
    // No text of the database holds a NUL.
    id: key.replaceAll("\0", "␀"),
    kind: "file",
    name: (parts.at(-1) ?? key).replaceAll("\0", "␀"),
    folder: parts.slice(0, -1).join("/").replaceAll("\0", "␀"),
    etag,
    size,
    mimeType: null,
    modifiedAt,
    webUrl: null,
    handle: bucket,
    ...(reason && { unreadable: { code: "connector.item-refused", params: { reason } } }),
  };
}

/** Whether an address can hold the key: one with "." or ".." between slashes would lead elsewhere, a NUL nowhere. */
function askable(key: string): boolean {
  return !key.includes("\0") && !key.split("/").some((part) => /^\.{1,2}$/.test(part));
}
