import { readFile } from "node:fs/promises";
import chardet from "chardet";
import iconv from "iconv-lite";
import { AppError } from "@/lib/errors/app-error";
import type { ParseInput } from "./_contract/parser";

/** Text files above this are refused: they would take minutes to index and are usually logs. */
export const MAX_TEXT_BYTES = 50_000_000;
const SAMPLE_BYTES = 200_000;

const MARKS: readonly { bytes: readonly number[]; encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe, 0, 0], encoding: "utf-32le" },
  { bytes: [0, 0, 0xfe, 0xff], encoding: "utf-32be" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
];

/**
 * The text of a file: by its byte order mark, else as strict UTF-8, else by the encoding that fits best (a guess for
 * short texts). Throws `ingestion.damaged` when it is none of them.
 */
export function decodeText(bytes: Uint8Array): string {
  const mark = MARKS.find((known) => known.bytes.every((byte, at) => bytes[at] === byte));
  const encoding = mark?.encoding ?? unmarkedUtf16(bytes);
  if (encoding) return iconv.decode(Buffer.from(bytes), encoding);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    for (const { name } of chardet.analyse(bytes.subarray(0, SAMPLE_BYTES))) {
      if (!iconv.encodingExists(name)) continue;
      const text = iconv.decode(Buffer.from(bytes), name);
      if (!text.includes("\ufffd")) return text;
    }
    throw new AppError("ingestion.damaged", "bad-request", { params: { format: "text" } });
  }
}

/** True for a byte order mark of UTF-8, UTF-16 or UTF-32. */
export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return MARKS.some((known) => known.bytes.every((byte, at) => bytes[at] === byte));
}

/** UTF-16 without a mark: in western text every second byte is zero. */
export function unmarkedUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const sample = bytes.subarray(0, 4_000);
  if (sample.length < 4) return null;
  let even = 0;
  let odd = 0;
  sample.forEach((byte, at) => {
    if (byte !== 0) return;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  });
  const half = sample.length / 2;
  if (odd > half * 0.7 && even < half * 0.05) return "utf-16le";
  return even > half * 0.7 && odd < half * 0.05 ? "utf-16be" : null;
}

/** Reads and decodes a text file. */
export async function readText({ path, signal }: ParseInput): Promise<string> {
  const bytes = await readFile(path, { signal });
  if (bytes.length > MAX_TEXT_BYTES) {
    throw new AppError("ingestion.too-large", "too-large", { params: { limit: MAX_TEXT_BYTES } });
  }
  return decodeText(bytes);
}
