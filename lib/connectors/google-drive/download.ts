import "server-only";
import { createHash } from "node:crypto";
import {
  itemChanged,
  itemGone,
  itemRefused,
  noAnswer,
  refused,
  type RefusedItem,
} from "@/lib/connectors/_contract/failures";
import type { Download, RemoteItem } from "@/lib/connectors/_contract/runtime";
import { ask, hostOf, type DriveCall } from "./api";
import { exportOf } from "./items";

/** Files may be large, and the way to them slow. */
const LONGEST_DOWNLOAD = { maxBytes: 5 * 2 ** 30, timeoutMs: 60 * 60_000 };

const REASONS: Readonly<Record<string, RefusedItem>> = {
  // Google exports at most 10 MB.
  exportSizeLimitExceeded: "size",
  cannotDownloadAbusiveFile: "infected",
  fileNotDownloadable: "kind",
  fileNotExportable: "kind",
};

/** The content of a file, or one of Google's own documents in the form it is read in. */
export async function download(call: DriveCall, item: RemoteItem): Promise<Download> {
  const form = exportOf(item.mimeType);
  const path = `/drive/v3/files/${encodeURIComponent(item.id)}`;
  const asked = await ask(call, form ? `${path}/export` : path, {
    query: form ? { mimeType: form.mimeType } : { alt: "media", supportsAllDrives: "true" },
    headers: {
      accept: "*/*",
      ...(item.handle ? { "x-goog-drive-resource-keys": `${item.id}/${item.handle}` } : {}),
    },
    ...LONGEST_DOWNLOAD,
  });
  if ("refusal" in asked) {
    const { status, reason } = asked.refusal;
    if (status === 404) throw itemGone();
    if (status === 403) throw itemRefused(REASONS[reason] ?? "forbidden", new Error(reason));
    throw refused(hostOf(call), status, reason);
  }
  const { headers, body } = asked.response;
  if (form && isPage(headers)) {
    await body?.cancel();
    throw noAnswer(hostOf(call), "200 with a page in place of an export");
  }
  const content = body ?? new Blob([]).stream();
  const length = headers.has("content-encoding")
    ? Number.NaN
    : Number(headers.get("content-length") ?? Number.NaN);
  return {
    body: form || item.etag === null ? content : content.pipeThrough(checked(item.etag)),
    size: Number.isInteger(length) ? length : null,
    etag: form ? null : item.etag,
    mimeType: form?.mimeType ?? headers.get("content-type"),
    ...(form ? { extension: form.extension } : {}),
  };
}

/** HTML, which is never asked for: a proxy's or a sign-in's page. An export has no checksum that would tell it. */
function isPage(headers: Headers): boolean {
  return /^text\/html\b/i.test(headers.get("content-type") ?? "");
}

/** Fails at the end of bytes that are not those of the checksum that was listed: the file was changed since. */
function checked(etag: string): TransformStream<Uint8Array, Uint8Array> {
  const hash = createHash("md5");
  return new TransformStream({
    transform(chunk, controller) {
      hash.update(chunk);
      controller.enqueue(chunk);
    },
    flush() {
      if (/^[0-9a-f]{32}$/.test(etag) && hash.digest("hex") !== etag) throw itemChanged();
    },
  });
}
