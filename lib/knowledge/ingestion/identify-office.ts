import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/errors/app-error";
import { refuseForeignParts } from "./foreign-formats";
import type { Format } from "./parsers/_contract/parser";
import { openOle } from "./parsers/_office/ole-file";
import { attribute, elements, readXml } from "./parsers/_office/xml";
import { OoxmlPackage } from "./parsers/_office/ooxml-package";
import { ZipArchive } from "./parsers/_office/zip-archive";
import { decodeText, isWide } from "./parsers/read-text";

/** What the main part of an office file may call itself, the more special first. */
const OFFICE_TYPES: readonly [RegExp, Format][] = [
  [/sheet\.binary/i, "xls"],
  [/word/i, "docx"],
  [/spreadsheet|excel/i, "xlsx"],
  [/presentation|powerpoint/i, "pptx"],
];
const MIME_TYPES: readonly [string, Format][] = [
  ["application/epub+zip", "epub"],
  ["application/vnd.oasis.opendocument.text", "odt"],
  ["application/vnd.oasis.opendocument.spreadsheet", "ods"],
  ["application/vnd.oasis.opendocument.presentation", "odp"],
  ["application/vnd.oasis.opendocument.graphics", "odp"],
  ["application/vnd.sun.xml.writer", "odt"],
  ["application/vnd.sun.xml.calc", "ods"],
  ["application/vnd.sun.xml.impress", "odp"],
  ["application/vnd.sun.xml.draw", "odp"],
];
const OLE_STREAMS: readonly [string, Format][] = [
  ["worddocument", "doc"],
  ["workbook", "xls"],
  ["book", "xls"],
  ["powerpoint document", "ppt"],
  ["__properties_version1.0", "msg"],
];
const MAIL_HEADERS =
  /^(?:from|to|cc|subject|date|received|return-path|message-id|mime-version|delivered-to|reply-to|content-type|dkim-signature|x-[\w-]+):/i;

const MAIL_HEAD_BYTES = 16_000;
const ZIP_STARTS = ["PK\x03\x04", "PK\x05\x06"];
const OLE_START = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/**
 * The office document, e-book, message or archive a file is, or null when it is none. Throws `ingestion.damaged` and
 * `ingestion.unsafe-archive` as the containers do, `ingestion.password` for an encrypted office file,
 * `ingestion.convert-first` for files of other programs.
 */
export async function identifyOffice(
  { path, name }: { path: string; name: string },
  head: Buffer,
): Promise<Format | null> {
  const start = head.toString("latin1", 0, 8);
  if (ZIP_STARTS.some((known) => start.startsWith(known)))
    return identifyZip(await readFile(path), name);
  if (start === OLE_START) return identifyOle(await readFile(path), name);
  if (/^\s*\{\\rtf/.test(head.toString("latin1", 0, 100))) return "rtf";
  const text = isWide(head) ? decodeText(head) : head.toString("latin1", 0, MAIL_HEAD_BYTES);
  return looksLikeMail(text) ? "eml" : null;
}

/** The document a zip file is, or "zip" for an archive of files. Throws as `ZipArchive` does. */
function identifyZip(bytes: Buffer, name: string): Format {
  const zip = new ZipArchive(bytes, "zip");
  const format = zip.has("[Content_Types].xml") ? officeFormat(bytes) : null;
  if (format) return format;
  const type = zip.has("mimetype") ? zip.read("mimetype")?.toString("latin1") : manifestType(zip);
  const known = MIME_TYPES.find(([one]) => type?.startsWith(one))?.[1];
  if (known) return known;
  const parts = zip.entries.map((entry) => entry.name);
  refuseForeignParts("zip", parts, name);
  return "zip";
}

function officeFormat(bytes: Buffer): Format | null {
  const pack = new OoxmlPackage(bytes, "zip");
  const main = pack.related("", "officeDocument")[0]?.target;
  const types = pack.xml("[Content_Types].xml");
  if (main === undefined || !types) return null;
  const own = elements(types).find(
    (one) => attribute(one, "PartName")?.toLowerCase() === `/${main.toLowerCase()}`,
  );
  const type = own ? (attribute(own, "ContentType") ?? "") : main;
  return OFFICE_TYPES.find(([known]) => known.test(type))?.[1] ?? folderFormat(main);
}

function folderFormat(main: string): Format | null {
  if (/^xl\//i.test(main)) return /\.bin$/i.test(main) ? "xls" : "xlsx";
  return /^ppt\//i.test(main) ? "pptx" : null;
}

/** Files that leave out their "mimetype" say what they are in their list of files. */
function manifestType(zip: ZipArchive): string | undefined {
  if (zip.has("META-INF/container.xml")) return "application/epub+zip";
  const manifest = zip.has("content.xml") ? zip.read("META-INF/manifest.xml") : null;
  const root = manifest && readXml(manifest, "zip");
  const whole = root && elements(root).find((one) => attribute(one, "manifest:full-path") === "/");
  return whole ? attribute(whole, "manifest:media-type") : undefined;
}

/** The document an OLE file is, or null. Throws `ingestion.password` for an encrypted office file. */
function identifyOle(bytes: Buffer, name: string): Format | null {
  const names = new Set(openOle(bytes, "ole").children.map(({ name }) => name.toLowerCase()));
  if (names.has("encryptedpackage")) {
    throw new AppError("ingestion.password", "bad-request", { params: { format: "docx" } });
  }
  const known = OLE_STREAMS.find(([stream]) => names.has(stream))?.[1];
  if (!known) refuseForeignParts("ole", [...names], name);
  return known ?? null;
}

/** Whether a text starts with the headers of a message. */
function looksLikeMail(text: string): boolean {
  const lines = text.replace(/^(?:From [^\n]*\n|\s)+/, "").split(/\r\n?|\n/);
  const names = new Set<string>();
  for (const line of lines.slice(0, 200)) {
    if (line === "") break;
    if (/^[ \t]/.test(line)) continue;
    if (!/^[\w-]+:/.test(line)) return false;
    const known = MAIL_HEADERS.exec(line)?.[0].toLowerCase();
    if (known) names.add(known);
  }
  const sent = ["from:", "received:", "return-path:", "message-id:"].some((name) =>
    names.has(name),
  );
  return sent && names.size >= 3;
}
