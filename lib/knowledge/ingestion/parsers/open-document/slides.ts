import { attribute, child, elements, findAll, visitXml, type XmlElement } from "../_office/xml";
import type { DocumentBuilder } from "../document-builder";
import { plainText, type TextContext, TextWriter } from "./text";

const UNITS = new Set(["page"]);
/** What a page of notes repeats. */
const MARGINS = new Set(["header", "footer", "date-time", "page-number", "page"]);
const TITLES = new Set(["title"]);

/** Appends the slides of a presentation (.odp): title, shapes in their order, the speaker's notes. */
export function appendSlides(
  builder: DocumentBuilder,
  content: Uint8Array,
  context: TextContext,
): void {
  let number = 0;
  visitXml(content, "odp", {
    units: UNITS,
    visit: (page) => {
      number += 1;
      builder.section({ kind: "slide", number }, () => {
        appendSlide(builder, page, context);
      });
    },
  });
}

function appendSlide(builder: DocumentBuilder, page: XmlElement, context: TextContext): void {
  const shapes = elements(page).filter(({ name }) => name !== "notes" && name !== "forms");
  const title = shapes.find(
    (shape) => TITLES.has(attribute(shape, "presentation:class") ?? "") && plainText(shape).trim(),
  );
  if (title) builder.heading(1, plainText(title));
  const writer = new TextWriter(builder, context);
  for (const shape of shapes) if (shape !== title) writer.block(shape);
  const notes = child(page, "notes");
  for (const frame of notes ? findAll(notes, "frame") : []) {
    if (!MARGINS.has(attribute(frame, "presentation:class") ?? "")) writer.block(frame);
  }
}
