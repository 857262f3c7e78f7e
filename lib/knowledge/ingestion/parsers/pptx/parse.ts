import { readFile } from "node:fs/promises";
import { DEFAULT_PARSE_OPTIONS, type Parse } from "../_contract/parser";
import { appendEmbedded, warnOfMacros } from "../_office/embedded";
import { OoxmlPackage } from "../_office/ooxml-package";
import {
  attribute,
  child,
  damaged,
  elements,
  findAll,
  textOf,
  type XmlElement,
} from "../_office/xml";
import { DocumentBuilder, oneLine } from "../document-builder";
import { appendSlide, notesText } from "./slide";

/**
 * A presentation (.pptx, .pptm): its slides in the order they are shown, each with its title, shapes, tables, charts,
 * the speaker's notes and, on request, comments; then documents put in as objects. Hidden slides are read and noted.
 */
export const parse: Parse = async (input) => {
  const pack = new OoxmlPackage(await readFile(input.path, { signal: input.signal }), "pptx");
  const main = pack.mainPart();
  const root = pack.xml(main);
  const list = root ? child(root, "sldIdLst") : undefined;
  if (!root) throw damaged("pptx");
  const builder = new DocumentBuilder();
  warnOfMacros(builder, pack);
  const footers = new Set<string>();
  const { comments } = input.options ?? DEFAULT_PARSE_OPTIONS;
  const parts: string[] = [];
  for (const [index, entry] of (list ? elements(list, "sldId") : []).entries()) {
    input.signal.throwIfAborted();
    const part = pack.byId(main, attribute(entry, "r:id"))?.target;
    const slide = part === undefined ? null : pack.xml(part);
    if (part === undefined || !slide) continue;
    parts.push(part);
    const number = index + 1;
    if (/^(?:0|false)$/.test(attribute(slide, "show") ?? ""))
      builder.warn("hidden-slide", { number });
    builder.section({ kind: "slide", number }, () => {
      appendSlide(slide, { builder, pack, part, footers });
      const notes = pack.relatedXml(part, "notesSlide");
      if (notes) builder.paragraph(notesText(notes));
      if (comments) appendComments(builder, pack, part);
    });
  }
  for (const part of parts) await appendEmbedded(builder, { pack, part, input });
  return builder.build();
};

/** Both kinds of comments: those of old programs and threads with answers. */
function appendComments(builder: DocumentBuilder, pack: OoxmlPackage, part: string): void {
  for (const { target } of pack.related(part, "comments")) {
    const root = pack.xml(target);
    for (const comment of root ? findAll(root, "cm") : []) {
      for (const text of commentTexts(comment)) builder.paragraph(`[${text}]`);
    }
  }
}

function commentTexts(comment: XmlElement): string[] {
  const plain = elements(comment, "text").map(textOf);
  const threads = findAll(comment, "txBody").map((body) =>
    findAll(body, "t").map(textOf).join(" "),
  );
  return [...plain, ...threads].map(oneLine).filter((text) => text !== "");
}
