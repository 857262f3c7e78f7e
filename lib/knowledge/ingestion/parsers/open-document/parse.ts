import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/errors/app-error";
import { DEFAULT_PARSE_OPTIONS, type Parse } from "../_contract/parser";
import { damaged, elements, findAll, readXml, visitXml, type XmlElement } from "../_office/xml";
import { ZipArchive } from "../_office/zip-archive";
import { DocumentBuilder } from "../document-builder";
import { HeadingStyles } from "./heading-styles";
import { HiddenStyles } from "./hidden-text";
import { ListStyles } from "./lists";
import { appendSheets } from "./sheets";
import { appendSlides } from "./slides";
import { hasText, type TextContext, TextWriter } from "./text";

const UNITS = new Set([
  "automatic-styles",
  "tracked-changes",
  "h",
  "p",
  "list",
  "table",
  "frame",
  "custom-shape",
  "annotation",
  "forms",
]);

/**
 * A document of OpenOffice or LibreOffice: a text (.odt) with its headers once at the start, notes and text boxes
 * after their paragraph and footers at the end, a workbook (.ods) or a presentation (.odp). Deleted text isn't read,
 * comments are on request.
 */
export const parse: Parse = async ({ path, signal, options = DEFAULT_PARSE_OPTIONS }) => {
  const { content, styles } = partsOf(await readFile(path, { signal }));
  const builder = new DocumentBuilder();
  const root = styles && readXml(styles, "odt");
  const lists = new ListStyles();
  const headings = new HeadingStyles();
  if (root) lists.add(root);
  if (root) headings.add(root);
  const hidden = new HiddenStyles();
  if (root) hidden.add(root);
  const context = { lists, headings, hidden, comments: options.comments };
  const kind = bodyKind(content);
  if (kind === "spreadsheet") appendSheets(builder, content, options);
  else if (kind === "presentation" || kind === "drawing") appendSlides(builder, content, context);
  else {
    if (root) appendMargins(builder, { root, context, kind: "header" });
    appendText(builder, content, context);
    if (root) appendMargins(builder, { root, context, kind: "footer" });
  }
  return builder.build();
};

/** The parts of a package, or of a flat file, which is one for all. */
function partsOf(bytes: Buffer): { content: Buffer; styles: Buffer | null } {
  if (bytes.toString("latin1", 0, 2) !== "PK") return { content: bytes, styles: bytes };
  const zip = new ZipArchive(bytes, "odt");
  checkReadable(zip);
  const content = zip.read("content.xml");
  if (!content) throw damaged("odt");
  return { content, styles: zip.read("styles.xml") };
}

function checkReadable(zip: ZipArchive): void {
  const manifest = zip.read("META-INF/manifest.xml");
  const locked = manifest && findAll(readXml(manifest, "odt"), "encryption-data").length > 0;
  if (locked || zip.has("encrypted-package")) {
    throw new AppError("ingestion.password", "bad-request", { params: { format: "odt" } });
  }
}

/** What the body holds, as its first element says. */
function bodyKind(content: Buffer): string {
  const body = Math.max(0, content.indexOf(":body"));
  const start = content.toString("latin1", body, body + 300);
  const found = /^:body[^>]*>\s*<(?:\w+:)?(spreadsheet|presentation|drawing|table|page)\b/.exec(
    start,
  );
  // OpenOffice 1 has no such element: its sheets and slides stand in the body itself.
  const old: Readonly<Record<string, string>> = { table: "spreadsheet", page: "presentation" };
  const kind = found?.[1] ?? "text";
  return old[kind] ?? kind;
}

function appendText(builder: DocumentBuilder, content: Buffer, context: TextContext): void {
  const writer = new TextWriter(builder, context);
  visitXml(content, "odt", {
    units: UNITS,
    visit: (element) => {
      if (element.name !== "automatic-styles") writer.unit(element);
      else {
        context.lists.add(element);
        context.headings.add(element);
        context.hidden.add(element);
      }
    },
  });
}

/** Headers or footers of all kinds of pages, each text once. */
function appendMargins(
  builder: DocumentBuilder,
  { root, context, kind }: { root: XmlElement; context: TextContext; kind: "header" | "footer" },
): void {
  const seen = new Set<string>();
  const pages = findAll(root, "master-page");
  const margins = pages
    .flatMap((page) => elements(page))
    .filter(({ name }) => name.startsWith(kind));
  for (const margin of margins.filter(hasText)) {
    const own = new DocumentBuilder();
    new TextWriter(own, context).blocks(margin);
    const document = own.build();
    if (!seen.has(document.text)) builder.embed(document, 0);
    seen.add(document.text);
  }
}
