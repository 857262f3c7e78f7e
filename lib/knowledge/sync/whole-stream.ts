import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { cutShort } from "@/lib/connectors/_contract/failures";
import type { Download } from "@/lib/connectors/_contract/runtime";

/**
 * The bytes of a download, which fail with `connector.cut-short` at their end when fewer or more came than it said. Nothing is
 * taken of it before somebody reads: what goes wrong then always has somebody to hear of it, which `Readable.fromWeb` does
 * not see to.
 */
export function wholeStream(download: Pick<Download, "body" | "size">): Readable {
  return Readable.from(pieces(download), { objectMode: false });
}

async function* pieces({ body, size }: Pick<Download, "body" | "size">) {
  let seen = 0;
  // Two declarations of one class: the global one and Node's.
  for await (const piece of body as unknown as WebStream<Uint8Array>) {
    seen += piece.byteLength;
    yield piece;
  }
  if (size !== null && seen !== size) throw cutShort();
}
