import { appendGraphic } from "../_office/graphic";
import { mathText } from "../_office/math";
import type { OoxmlPackage } from "../_office/ooxml-package";
import {
  attribute,
  child,
  descend,
  elements,
  findAll,
  textOf,
  type XmlElement,
} from "../_office/xml";
import { type DocumentBuilder, oneLine } from "../document-builder";
import { namesColumns } from "../table-header";

export interface SlideContext {
  builder: DocumentBuilder;
  pack: OoxmlPackage;
  /** The slide's part. */
  part: string;
  /** Footers that were already said; they stand on every slide. */
  footers: Set<string>;
}

const TITLES = new Set(["title", "ctrTitle"]);
/** Placeholders that only count or date the slide. */
const COUNTERS = new Set(["sldNum", "dt"]);

/** Appends a slide: its title as a heading, then its shapes in their order. */
export function appendSlide(slide: XmlElement, context: SlideContext): void {
  const tree = descend(slide, "cSld", "spTree");
  if (!tree) return;
  const shapes = shapesOf(tree);
  const title = shapes.find((shape) => TITLES.has(placeholder(shape) ?? "") && shapeText(shape));
  if (title) context.builder.heading(1, shapeText(title));
  for (const shape of shapes) if (shape !== title) appendShape(shape, context);
}

/** The text a speaker reads, without the slide's own picture and number. */
export function notesText(notes: XmlElement): string {
  const tree = descend(notes, "cSld", "spTree");
  const bodies = tree
    ? shapesOf(tree).filter((shape) => !COUNTERS.has(placeholder(shape) ?? ""))
    : [];
  const texts = bodies.filter(
    (shape) => placeholder(shape) !== "hdr" && placeholder(shape) !== "ftr",
  );
  return texts
    .map((shape) => shapeText(shape))
    .filter(Boolean)
    .join("\n");
}

/** All shapes, those of groups in the place of their group. */
function shapesOf(parent: XmlElement): XmlElement[] {
  return elements(parent).flatMap((element) => {
    if (element.name === "grpSp") return shapesOf(element);
    if (element.name === "AlternateContent") return shapesOf(chosenShapes(element));
    return ["sp", "graphicFrame", "cxnSp", "pic"].includes(element.name) ? [element] : [];
  });
}

function chosenShapes(alternate: XmlElement): XmlElement {
  const ways = elements(alternate);
  return ways.find((way) => shapesOf(way).length > 0) ?? { ...alternate, children: [] };
}

function placeholder(shape: XmlElement): string | undefined {
  const properties = elements(shape).find(({ name }) => /^nv\w+Pr$/.test(name));
  const ph = descend(properties, "nvPr", "ph");
  return ph && (attribute(ph, "type") ?? "obj");
}

function appendShape(shape: XmlElement, context: SlideContext): void {
  const { builder, pack, part, footers } = context;
  const kind = placeholder(shape) ?? "";
  if (COUNTERS.has(kind)) return;
  if (shape.name === "graphicFrame") {
    for (const table of findAll(shape, "tbl")) appendTable(builder, table);
    for (const chart of findAll(shape, "chart")) {
      appendGraphic(builder, pack, pack.byId(part, attribute(chart, "r:id"))?.target);
    }
    for (const diagram of findAll(shape, "relIds")) {
      appendGraphic(builder, pack, pack.byId(part, attribute(diagram, "r:dm"))?.target);
    }
    return;
  }
  const text = shapeText(shape, context);
  if (kind === "ftr" && footers.has(text)) return;
  if (kind === "ftr") footers.add(text);
  builder.paragraph(text);
}

function shapeText(shape: XmlElement, context?: SlideContext): string {
  const body = child(shape, "txBody");
  return body ? bodyText(body, context) : "";
}

/** Paragraphs as lines; numbers and bullets where the paragraph itself says so. */
function bodyText(body: XmlElement, context?: SlideContext): string {
  const counts = new Map<number, number>();
  const lines = elements(body, "p").map((line) => {
    const properties = child(line, "pPr");
    const level = Number((properties && attribute(properties, "lvl")) ?? 0);
    for (const deeper of counts.keys()) if (deeper > level) counts.delete(deeper);
    const text = lineText(line, context).trim();
    if (text === "") return "";
    if (child(properties, "buAutoNum")) {
      counts.set(level, (counts.get(level) ?? 0) + 1);
      return `${String(counts.get(level))}. ${text}`;
    }
    counts.delete(level);
    return child(properties, "buChar") ? `- ${text}` : text;
  });
  return lines.filter((line) => line !== "").join("\n");
}

function lineText(line: XmlElement, context?: SlideContext): string {
  const links = new Set<string>();
  const parts = elements(line).map((run) => {
    if (run.name === "br") return "\n";
    if (run.name === "fld" && attribute(run, "type") === "slidenum") return "";
    const link = descend(run, "rPr", "hlinkClick");
    const target = link && context?.pack.byId(context.part, attribute(link, "r:id"));
    if (target?.external && /^(?:https?:|mailto:)/i.test(target.target)) links.add(target.target);
    if (run.name === "r" || run.name === "fld") return elements(run, "t").map(textOf).join("");
    return findAll(run, "oMath").map(mathText).join("");
  });
  const text = parts.join("");
  const unseen = [...links].filter((link) => !text.includes(link.replace(/^mailto:/i, "")));
  return [text, ...unseen.map((link) => `<${link}>`)].join(" ");
}

/** What a merged cell says stands in its first column, and in each of its rows. */
function appendTable(builder: DocumentBuilder, table: XmlElement): void {
  const above: string[] = [];
  const grid = elements(table, "tr").map((row) =>
    elements(row, "tc").map((cell, column) => {
      const body = child(cell, "txBody");
      const text = oneLine(body ? bodyText(body) : "");
      const goesOn = /^(?:1|true)$/.test(attribute(cell, "vMerge") ?? "");
      above[column] = goesOn ? (above[column] ?? "") : text;
      return above[column];
    }),
  );
  const [first, ...rest] = grid;
  const properties = child(table, "tblPr");
  const named = /^(?:1|true)$/.test((properties && attribute(properties, "firstRow")) ?? "");
  const filled = first?.filter((cell) => cell !== "").length ?? 0;
  const header =
    first && rest.length > 0 && ((named && filled > 1) || namesColumns(grid, { standsOut: false }));
  builder.table(header ? first : null, header ? rest : grid);
}
