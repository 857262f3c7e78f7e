import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { z } from "zod/mini";

/** How far the following of links has come. */
export interface Crawl {
  /** Every address that was found, in the order in which they are looked at; the first is where it began. */
  readonly found: string[];
  /** The first of them that was not looked at. */
  readonly next: number;
  /** Something may be there that is not named. */
  readonly doubt: boolean;
}

/** Of a cursor, by the contract. Longer ones are of a site of very long addresses: it begins again when it is broken off. */
const LONGEST = 500_000;
/** Of what a cursor unfolds to. */
const LARGEST = 10 * 2 ** 20;

const schema = z.object({ crawl: z.string(), next: z.number(), doubt: z.boolean() });

/** As a cursor. Addresses of one site are much alike: pressed together, thousands need some ten kilobytes. */
export function writeCrawl({ found, next, doubt }: Crawl): string {
  const pressed = brotliCompressSync(found.join("\n"), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
  });
  const cursor = JSON.stringify({ crawl: pressed.toString("base64"), next, doubt });
  return cursor.length > LONGEST ? "" : cursor;
}

/** Null for a cursor that is none of a crawl from this start. */
export function readCrawl(cursor: string | null, start: URL): Crawl | null {
  if (cursor === null || cursor === "") return null;
  try {
    const { crawl, next, doubt } = schema.parse(JSON.parse(cursor));
    const bytes = brotliDecompressSync(Buffer.from(crawl, "base64"), { maxOutputLength: LARGEST });
    const found = bytes.toString().split("\n");
    const holds = found[0] === start.href && found.every((address) => URL.canParse(address));
    return holds ? { found, next, doubt } : null;
  } catch {
    return null;
  }
}
