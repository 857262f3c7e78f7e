import { open } from "node:fs/promises";
import { fileTypeFromBuffer, fileTypeFromFile } from "file-type";
import { AppError } from "@/lib/errors/app-error";
import { refuseForeign } from "./foreign-formats";
import { identifyOffice } from "./identify-office";
import { identifyText } from "./identify-text";
import type { Format } from "./parsers/_contract/parser";
import { decodeText, hasByteOrderMark, unmarkedUnicode } from "./parsers/read-text";

const HEAD_BYTES = 64_000;
/** Characters that tell a text format. */
const START_BYTES = 4_096;

/** Pictures whose text can be recognised. */
const PICTURES: ReadonlySet<string> = new Set(["png", "apng", "jpg", "webp", "bmp"]);
/** Files that hold other files, which have to be unpacked first. */
const PACKED: ReadonlySet<string> = new Set(
  "gz bz2 xz zst lz lz4 7z rar tar Z cab ar rpm deb cpio".split(" "),
);

/**
 * What a file is, by its content. The name only tells text formats apart. Throws `ingestion.unsupported` or
 * `ingestion.packed` with the name of what was found, `ingestion.no-text` for an empty file, `ingestion.password` for
 * an encrypted Office file, `ingestion.convert-first` for a document of a program whose files aren't read.
 */
export async function identifyFile(path: string, name: string): Promise<Format> {
  const head = await readHead(path);
  if (head.length === 0) throw new AppError("ingestion.no-text", "bad-request");
  const extension = /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const office = await identifyOffice({ path, name }, head);
  if (office) return office;
  refuseForeign(head);
  if (head.subarray(0, 1024).includes("%PDF-")) return "pdf";
  if (isText(head)) return identifyText(decodeText(startOf(head)), extension);
  const found = (await fileTypeFromFile(path).catch(() => fileTypeFromBuffer(head)))?.ext;
  if (found && PICTURES.has(found)) return "image";
  const params = { found: found ?? (extension || "binary") };
  const code = found && PACKED.has(found) ? "ingestion.packed" : "ingestion.unsupported";
  throw new AppError(code, "bad-request", { params });
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The first lines, whole, so that no letter of several bytes is cut. */
function startOf(head: Buffer): Buffer {
  if (head.length <= START_BYTES) return head;
  const end = head.lastIndexOf(10, START_BYTES);
  return head.subarray(0, end > 0 && !hasWideLetters(head) ? end : START_BYTES);
}

const hasWideLetters = (head: Buffer) => hasByteOrderMark(head) || unmarkedUnicode(head) !== null;

/** Text has no NUL bytes but in Unicode's wide forms, and few control characters. */
function isText(head: Buffer): boolean {
  if (hasWideLetters(head)) return true;
  const control = head.reduce(
    (count, byte) => count + (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) ? 1 : 0),
    0,
  );
  return !head.includes(0) && control <= head.length * 0.01;
}
