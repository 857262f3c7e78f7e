import { open } from "node:fs/promises";
import { fileTypeFromBuffer, fileTypeFromFile } from "file-type";
import { AppError } from "@/lib/errors/app-error";
import { identifyOffice } from "./identify-office";
import type { Format } from "./parsers/_contract/parser";
import { hasByteOrderMark, unmarkedUnicode } from "./parsers/read-text";

const HEAD_BYTES = 64_000;
/** Text formats can't be told apart by their bytes alone: here the name decides among them. */
const TEXT_FORMATS: Readonly<Record<string, Format>> = {
  md: "markdown",
  markdown: "markdown",
  mdx: "markdown",
  csv: "csv",
  tsv: "csv",
  html: "html",
  htm: "html",
  xhtml: "html",
};
const OTHER_TEXT = new Set([
  "json",
  "jsonl",
  "xml",
  "svg",
  "yaml",
  "yml",
  "js",
  "ts",
  "css",
  "sql",
]);

/**
 * What a file is, by its content. The name only tells text formats apart. Throws `ingestion.unsupported` with the name
 * of what was found, `ingestion.no-text` for an empty file, `ingestion.password` for an encrypted Office file.
 */
export async function identifyFile(path: string, name: string): Promise<Format> {
  const head = await readHead(path);
  if (head.length === 0) throw new AppError("ingestion.no-text", "bad-request");
  const extension = /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const office = await identifyOffice(path, head);
  if (office) return office;
  if (hasByteOrderMark(head) || unmarkedUnicode(head)) return textFormat(head, extension);
  const found = (await fileTypeFromFile(path).catch(() => fileTypeFromBuffer(head)))?.ext;
  if (found === "pdf" || head.subarray(0, 1024).includes("%PDF-")) return "pdf";
  if (looksLikeHtml(head)) return "html";
  if (found) throw unsupported(found);
  if (!looksLikeText(head)) throw unsupported(extension || "binary");
  return textFormat(head, extension);
}

function textFormat(head: Buffer, extension: string): Format {
  if (looksLikeHtml(head)) return "html";
  if (OTHER_TEXT.has(extension)) throw unsupported(extension);
  if (/^\s*<\?xml/.test(head.toString("latin1"))) throw unsupported("xml");
  return TEXT_FORMATS[extension] ?? "text";
}

function unsupported(found: string): AppError {
  return new AppError("ingestion.unsupported", "bad-request", { params: { found } });
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

function looksLikeHtml(head: Buffer): boolean {
  const start = head
    .subarray(0, 2048)
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "");
  return /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]/i.test(
    start,
  );
}

/** Text has no NUL bytes and few control characters. */
function looksLikeText(head: Buffer): boolean {
  const control = head.reduce(
    (count, byte) => count + (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) ? 1 : 0),
    0,
  );
  return !head.includes(0) && control <= head.length * 0.01;
}
