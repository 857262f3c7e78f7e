import type { StoredObject } from "./server";

export function xml(root: string, inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${root}>`;
}

const escape = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const encode = (key: string) =>
  encodeURIComponent(key).replaceAll("%2F", "/").replaceAll("%20", "+");

/** The answer to ListObjectsV2 with `encoding-type=url`. `again` gives the page before, with its token. */
export function listing(
  objects: ReadonlyMap<string, StoredObject>,
  query: URLSearchParams,
  { most, again }: { most: number; again: boolean },
): string {
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const token = query.get("continuation-token");
  const after = token === null ? (query.get("start-after") ?? "") : fromToken(token);
  const size = Math.min(most, Number(query.get("max-keys") ?? 1000));
  const rows = rowsOf(objects, { prefix, delimiter }).filter((row) => byBytes(row, after) > 0);
  const page = rows.slice(0, size);
  const truncated = rows.length > size || again;
  const next = again ? (token ?? toToken("")) : toToken(page.at(-1) ?? "");
  const inner = page.map((row) => {
    const object = objects.get(row);
    return delimiter !== "" && row.slice(prefix.length).includes(delimiter)
      ? `<CommonPrefixes><Prefix>${escape(encode(row))}</Prefix></CommonPrefixes>`
      : object
        ? contents(row, object)
        : "";
  });
  return xml(
    "ListBucketResult",
    `<EncodingType>url</EncodingType><IsTruncated>${String(truncated)}</IsTruncated>${
      truncated ? `<NextContinuationToken>${next}</NextContinuationToken>` : ""
    }${inner.join("")}`,
  );
}

/** Keys, and instead of what lies below a delimiter the "folder" it is in. */
function rowsOf(
  objects: ReadonlyMap<string, StoredObject>,
  { prefix, delimiter }: { prefix: string; delimiter: string },
): string[] {
  const rows = new Set<string>();
  for (const key of sortedKeys(objects)) {
    if (!key.startsWith(prefix)) continue;
    const cut = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    rows.add(cut < 0 ? key : key.slice(0, cut + delimiter.length));
  }
  return [...rows];
}

const sorted = new WeakMap<ReadonlyMap<string, StoredObject>, readonly string[]>();

function sortedKeys(objects: ReadonlyMap<string, StoredObject>): readonly string[] {
  const keys = sorted.get(objects) ?? [...objects.keys()].sort(byBytes);
  sorted.set(objects, keys);
  return keys;
}

/** To be called when keys come or go. */
export function forgetOrder(objects: ReadonlyMap<string, StoredObject>): void {
  sorted.delete(objects);
}

function contents(key: string, { etag, body, modifiedAt, storageClass }: StoredObject): string {
  return `<Contents><Key>${escape(encode(key))}</Key><LastModified>${modifiedAt.toISOString()}</LastModified><ETag>${escape(etag)}</ETag><Size>${String(body.byteLength)}</Size><StorageClass>${storageClass}</StorageClass></Contents>`;
}

const toToken = (key: string) => Buffer.from(`t:${key}`).toString("base64url");
const fromToken = (token: string) => Buffer.from(token, "base64url").toString().slice(2);
