import { readFile } from "node:fs/promises";
import iconv from "iconv-lite";
import { AppError } from "@/lib/errors/app-error";
import type { ParseInput } from "./_contract/parser";
import type { DocumentBuilder } from "./document-builder";
import { guessEncoding, wideCjk } from "./guess-encoding";

/** Text files above this are refused: they would take minutes to index and are usually logs. */
export const MAX_TEXT_BYTES = 120_000_000;
/** Bytes that are no UTF-8, as a share of its letters, that a UTF-8 file may have. */
const MAX_BROKEN_SHARE = 0.02;

const MARKS: readonly { bytes: readonly number[]; encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe, 0, 0], encoding: "utf-32le" },
  { bytes: [0, 0, 0xfe, 0xff], encoding: "utf-32be" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
];

export interface DecodedText {
  text: string;
  encoding: string;
  /** False when the encoding is a guess that may be wrong. */
  sure: boolean;
}

/**
 * The text of a file: by its byte order mark, else as Unicode, else by the encoding that reads best (a guess for short
 * texts). Throws `ingestion.damaged` when it is none of them.
 */
export function decode(bytes: Uint8Array): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const mark = MARKS.find((known) => known.bytes.every((byte, at) => bytes[at] === byte));
  const encoding = mark?.encoding ?? unmarkedUnicode(bytes);
  if (encoding) return { text: iconv.decode(buffer, encoding), encoding, sure: true };
  // Its letters are 7-bit bytes between escapes, so it is valid UTF-8 as well.
  if (/\u001b\$[@B]/.test(buffer.toString("latin1", 0, 4_000)))
    return { text: decodeAs("iso-2022-jp", bytes), encoding: "iso-2022-jp", sure: true };
  try {
    return { text: decodeAs("utf-8", bytes), encoding: "utf-8", sure: true };
  } catch {
    return almostUtf8(buffer) ?? guessed(bytes);
  }
}

/** The text alone; see {@link decode}. */
export const decodeText = (bytes: Uint8Array): string => decode(bytes).text;

/**
 * The text of a file that names its own encoding. A byte order mark and valid Unicode are believed before it, as files
 * are converted without changing what they say of themselves.
 */
export function decodeDeclared(bytes: Uint8Array, declared: string | undefined): string {
  const own = declared && iconv.encodingExists(declared) && !/^utf-?(?:8|16)/i.test(declared);
  if (!own || hasByteOrderMark(bytes) || unmarkedUnicode(bytes)) return decodeText(bytes);
  try {
    return decodeAs("utf-8", bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), declared);
  }
}

const decodeAs = (encoding: string, bytes: Uint8Array) =>
  new TextDecoder(encoding, { fatal: true }).decode(bytes);

/** UTF-8 that was cut off or mended by another program: a few broken letters among many good ones. */
function almostUtf8(buffer: Buffer): DecodedText | null {
  const text = buffer.toString("utf8");
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const good = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return broken <= good * MAX_BROKEN_SHARE ? { text, encoding: "utf-8", sure: false } : null;
}

function guessed(bytes: Uint8Array): DecodedText {
  const guess = guessEncoding(bytes);
  const broken = guess.text.match(/\ufffd/g)?.length ?? 0;
  if (broken > guess.text.length * 0.1)
    throw new AppError("ingestion.damaged", "bad-request", { params: { format: "text" } });
  return guess;
}

/** True for a byte order mark of UTF-8, UTF-16 or UTF-32. */
export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return MARKS.some((known) => known.bytes.every((byte, at) => bytes[at] === byte));
}

/** Whether text is stored in a form that must be decoded before anything else is told from it. */
export function isWide(bytes: Uint8Array): boolean {
  return hasByteOrderMark(bytes) || unmarkedUnicode(bytes) !== null;
}

/** UTF-16 or UTF-32 without a mark: the high bytes are zero, or few and all alike. */
export function unmarkedUnicode(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, 4_000);
  if (sample.length < 4) return null;
  const zeros = [0, 1, 2, 3].map((place) => share(every(sample, place, 4), (byte) => byte === 0));
  const [first = 0, second = 0, third = 0, fourth = 0] = zeros;
  if (third > 0.9 && fourth > 0.95 && first < 0.1) return "utf-32le";
  if (first > 0.95 && second > 0.9 && fourth < 0.1) return "utf-32be";
  // The high bytes of Latin, Greek, Cyrillic, Hebrew, Arabic and Thai letters; spaces have a zero.
  const [even, odd] = [0, 1].map((place) =>
    share(every(sample, place, 2), (byte) => byte === 0 || (byte >= 3 && byte <= 6) || byte === 14),
  );
  const [evenZero, oddZero] = [0, 1].map((place) =>
    share(every(sample, place, 2), (byte) => byte === 0),
  );
  if ((odd ?? 0) > 0.9 && (oddZero ?? 0) > 0.05 && (evenZero ?? 0) < 0.02) return "utf-16le";
  if ((even ?? 0) > 0.9 && (evenZero ?? 0) > 0.05 && (oddZero ?? 0) < 0.02) return "utf-16be";
  return wideCjk(sample);
}

const every = (sample: Uint8Array, place: number, of: number) =>
  sample.filter((_, at) => at % of === place);

const share = (bytes: Uint8Array, fits: (byte: number) => boolean) =>
  bytes.filter(fits).length / Math.max(1, bytes.length);

/** Reads and decodes a text file; a weak guess of its encoding becomes a warning. */
export async function readText(
  { path, signal }: Pick<ParseInput, "path" | "signal">,
  builder?: Pick<DocumentBuilder, "warn">,
): Promise<string> {
  const bytes = await readFile(path, { signal });
  if (bytes.length > MAX_TEXT_BYTES) {
    throw new AppError("ingestion.too-large", "too-large", { params: { limit: MAX_TEXT_BYTES } });
  }
  const { text, encoding, sure } = decode(bytes);
  if (!sure) builder?.warn("encoding-guessed", { encoding });
  return text;
}
