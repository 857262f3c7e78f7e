import "server-only";
import {
  cutShort,
  itemChanged,
  itemGone,
  itemRefused,
  noAnswer,
} from "@/lib/connectors/_contract/failures";
import type { Download, RemoteItem } from "@/lib/connectors/_contract/runtime";
import { get, parsed, placeRefused, type GraphCall } from "./graph";
import { driveItem, etagOf, placeOf, type DriveItem } from "./items";
import { QuickXor } from "./quick-xor";

/** Files may be large, and the way to them slow. */
const LONGEST_DOWNLOAD = { maxBytes: 5 * 2 ** 30, timeoutMs: 60 * 60_000 };

/**
 * The content, from an address that Graph gives for an hour and that is the permission itself: no token goes there, and it is not
 * kept. Throws `connector.item-changed` where it is not what was listed.
 */
export async function download(call: GraphCall, item: RemoteItem): Promise<Download> {
  const { driveId, itemId } = placeOf(item.id);
  const got = await get(
    call,
    `/drives/${encodeURIComponent(driveId)}/items/${encodeURIComponent(itemId)}`,
  );
  if ("refusal" in got) {
    const { status, codes } = got.refusal;
    if (status === 404) throw itemGone();
    if (status === 403) throw itemRefused("forbidden", new Error(codes.join(" ")));
    throw placeRefused(call, item.name, got.refusal);
  }
  const now = parsed(call, driveItem, got.body);
  if (now.malware !== undefined) throw itemRefused("infected");
  if (item.etag !== null && etagOf(now) !== item.etag) throw itemChanged();
  const address = now["@microsoft.graph.downloadUrl"];
  if (address === undefined) throw itemRefused("forbidden", new Error("no download address"));
  const response = await call.fetch(address, { signal: call.signal, ...LONGEST_DOWNLOAD });
  if (response.status !== 200) {
    await response.body?.cancel();
    if (response.status === 403) throw itemRefused("forbidden", new Error("download: HTTP 403"));
    throw noAnswer(new URL(address).hostname, `download: HTTP ${String(response.status)}`);
  }
  const { headers, body } = response;
  // Of what comes compressed the length is that of fewer bytes than come out here.
  const length = headers.has("content-encoding")
    ? null
    : Number(headers.get("content-length") ?? Number.NaN);
  return {
    body: (body ?? new Blob([]).stream()).pipeThrough(checked(now)),
    size: length === null || !Number.isInteger(length) ? null : length,
    etag: etagOf(now),
    mimeType: now.file?.mimeType ?? headers.get("content-type"),
  };
}

/**
 * Fails at the end of bytes that are not the file's. Only where as many came as the file has: libraries that protect or stamp
 * documents give out another file than the one they have hashed.
 */
function checked({ file, size }: DriveItem): TransformStream<Uint8Array, Uint8Array> {
  const hash = new QuickXor();
  return new TransformStream({
    transform(chunk, controller) {
      hash.update(chunk);
      controller.enqueue(chunk);
    },
    flush() {
      const expected = file?.hashes?.quickXorHash;
      if (expected && hash.length === size && hash.digest() !== expected) throw cutShort();
    },
  });
}
