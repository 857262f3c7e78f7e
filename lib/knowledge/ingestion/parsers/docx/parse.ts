import { readFile } from "node:fs/promises";
import { DEFAULT_PARSE_OPTIONS, type Parse } from "../_contract/parser";
import { appendEmbedded, appendParts, warnOfMacros } from "../_office/embedded";
import { appendGraphic } from "../_office/graphic";
import { OoxmlPackage } from "../_office/ooxml-package";
import { attribute, damaged, elements, visitXml, type XmlElement } from "../_office/xml";
import { DocumentBuilder } from "../document-builder";
import { type BodyContext, BodyWriter } from "./body";
import { Numbering } from "./numbering";
import { Styles } from "./styles";

const UNITS = new Set(["p", "tbl", "altChunk"]);

/**
 * A Word document (.docx, .docm): headers once at the start, then the text with headings, numbered lists, tables as
 * rows, text boxes, charts and notes after the paragraph they belong to, footers once at the end, then documents put
 * in as objects. Changes count as accepted; comments are read on request; macros are not run.
 */
export const parse: Parse = async (input) => {
  const pack = new OoxmlPackage(await readFile(input.path, { signal: input.signal }), "docx");
  const main = pack.mainPart();
  const bytes = pack.bytes(main);
  if (!bytes) throw damaged("docx");
  const builder = new DocumentBuilder();
  warnOfMacros(builder, pack);
  const { comments } = input.options ?? DEFAULT_PARSE_OPTIONS;
  const context = openContext({ pack, builder, comments });
  appendMargins(builder, { pack, context, kind: "header" });
  const writer = new BodyWriter(builder, context);
  const chunks: XmlElement[] = [];
  visitXml(bytes, "docx", {
    units: UNITS,
    visit: (element) => {
      if (element.name === "altChunk") chunks.push(element);
      else writer.block(element);
    },
  });
  writer.end();
  input.signal.throwIfAborted();
  appendMargins(builder, { pack, context, kind: "footer" });
  await appendParts(builder, chunkFiles(pack, chunks), input);
  await appendEmbedded(builder, { pack, part: main, input });
  return builder.build();
};

interface Opened {
  pack: OoxmlPackage;
  builder: DocumentBuilder;
  comments: boolean;
}

function openContext({ pack, builder, comments }: Opened): BodyContext {
  const main = pack.mainPart();
  const notes = new Map<string, XmlElement>();
  const addNotes = (kind: string) => {
    const root = pack.relatedXml(main, `${kind}s`);
    for (const note of root ? elements(root, kind) : []) {
      notes.set(`${kind} ${attribute(note, "w:id") ?? ""}`, note);
    }
  };
  addNotes("footnote");
  addNotes("endnote");
  if (comments) addNotes("comment");
  return {
    styles: new Styles(pack.relatedXml(main, "styles")),
    numbering: new Numbering(pack.relatedXml(main, "numbering")),
    linkOf: (id) => pack.byId(main, id),
    noteOf: (kind, id) => notes.get(`${kind} ${id}`),
    appendGraphic: (id) => {
      appendGraphic(builder, pack, pack.byId(main, id)?.target);
    },
  };
}

/** Headers or footers of all sections, each text once. */
function appendMargins(
  builder: DocumentBuilder,
  { pack, context, kind }: { pack: OoxmlPackage; context: BodyContext; kind: "header" | "footer" },
): void {
  const seen = new Set<string>();
  for (const { target } of pack.related(pack.mainPart(), kind)) {
    const root = pack.xml(target);
    if (!root) continue;
    const own = new DocumentBuilder();
    const writer = new BodyWriter(own, { ...context, linkOf: (id) => pack.byId(target, id) });
    writer.blocks(root);
    writer.end();
    const margin = own.build();
    if (!seen.has(margin.text)) builder.embed(margin, 0);
    seen.add(margin.text);
  }
}

/** Parts of another format that Word would show in place. */
function chunkFiles(pack: OoxmlPackage, chunks: readonly XmlElement[]) {
  return chunks.flatMap((chunk) => {
    const target = pack.byId(pack.mainPart(), attribute(chunk, "r:id"))?.target;
    const bytes = target === undefined ? null : pack.bytes(target);
    return bytes && target ? [{ name: target.split("/").at(-1) ?? "", mimeType: "", bytes }] : [];
  });
}
