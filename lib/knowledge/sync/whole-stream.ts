import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { cutShort } from "@/lib/connectors/_contract/failures";
import type { Download } from "@/lib/connectors/_contract/runtime";

/** The bytes of a download, which fail with `connector.cut-short` at their end when fewer or more came than it said. */
export function wholeStream({ body, size }: Pick<Download, "body" | "size">): Readable {
  // Two declarations of one class: the global one and Node's.
  const source = Readable.fromWeb(body as unknown as WebStream<Uint8Array>);
  if (size === null) return source;
  return Readable.from(counted(source, size), { objectMode: false });
}

async function* counted(source: AsyncIterable<Uint8Array>, size: number) {
  let seen = 0;
  for await (const piece of source) {
    seen += piece.byteLength;
    yield piece;
  }
  if (seen !== size) throw cutShort();
}
