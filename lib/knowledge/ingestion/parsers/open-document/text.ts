import { attribute, child, elements, findAll, textOf, type XmlElement } from "../_office/xml";
import { type DocumentBuilder, oneLine } from "../document-builder";
import { namesColumns } from "../table-header";
import type { HeadingStyles } from "./heading-styles";
import type { HiddenStyles } from "./hidden-text";
import { type ListStyles, OUTLINE } from "./lists";

export interface TextContext {
  lists: ListStyles;
  headings: HeadingStyles;
  hidden: HiddenStyles;
  comments: boolean;
}

/** What a paragraph says, and what hangs on it. */
interface Line {
  text: string;
  links: Set<string>;
  boxes: XmlElement[];
  notes: XmlElement[];
}

const DROPPED = new Set([
  "tracked-changes",
  "page-number",
  "page-count",
  "ruby-text",
  "title",
  "desc",
  "object",
  "object-ole",
  "image",
  "forms",
  "sequence-decls",
  "variable-decls",
  "user-field-decls",
  "annotation-end",
  "bibliography-configuration",
  "script",
  "hidden-text",
]);
const BOXES = new Set(["text-box", "custom-shape", "rect", "ellipse", "line", "path", "polygon"]);
const MAX_REPEATED = 50;

/** Appends paragraphs, lists and tables of an OpenDocument text one after another. */
export class TextWriter {
  private readonly headings: number[] = [];
  private readonly lastCounts = new Map<string, number>();

  constructor(
    private readonly builder: DocumentBuilder,
    private readonly context: TextContext,
  ) {}

  blocks(parent: XmlElement): void {
    for (const element of elements(parent)) this.block(element);
  }

  /** A piece of the document as it is in the file. */
  unit(element: XmlElement): void {
    if (!this.context.hidden.takes(element)) this.block(element);
  }

  block(element: XmlElement): void {
    const { name } = element;
    if (DROPPED.has(name)) return;
    if (name === "h") this.heading(element);
    else if (name === "p") this.paragraph(element);
    else if (name === "list") this.list(element);
    else if (name === "table") this.table(element);
    else if (name === "annotation") this.comment(element);
    else this.blocks(element);
  }

  private heading(element: XmlElement): void {
    const line = readLine(element);
    const text = oneLine(line.text);
    if (text === "") return;
    const depth = Math.max(1, Math.min(10, Number(attribute(element, "text:outline-level") ?? 1)));
    while (this.headings.length < depth) {
      this.headings.push(this.context.lists.start(OUTLINE, this.headings.length + 1) - 1);
    }
    this.headings.length = depth;
    this.headings[depth - 1] = (this.headings[depth - 1] ?? 0) + 1;
    const number = this.context.lists.label(OUTLINE, this.headings);
    this.builder.heading(Math.min(6, depth), number === "" ? text : `${number} ${text}`);
    this.held(line);
  }

  private paragraph(element: XmlElement): void {
    const line = readLine(element);
    const level = this.context.headings.levelOf(element);
    if (level === null) this.builder.paragraph(withLinks(line));
    else this.builder.heading(level, line.text);
    this.held(line);
  }

  /** Text boxes and notes follow the paragraph they hang on. */
  private held({ boxes, notes }: Pick<Line, "boxes" | "notes">): void {
    for (const box of boxes) this.blocks(box);
    for (const note of notes) {
      if (note.name === "annotation") this.comment(note);
      else this.bracketed(plainText(child(note, "note-body") ?? note));
    }
  }

  private comment(note: XmlElement): void {
    const paragraphs = elements(note).filter(({ name }) => name === "p" || name === "list");
    if (this.context.comments) this.bracketed(paragraphs.map(plainText).join(" "));
  }

  private bracketed(text: string): void {
    if (text.trim() !== "") this.builder.paragraph(`[${text.trim()}]`);
  }

  private list(list: XmlElement): void {
    const lines: string[] = [];
    const held: Line[] = [];
    const style = attribute(list, "text:style-name") ?? "";
    this.items({ list, style, counts: [], lines, held });
    this.builder.paragraph(lines.join("\n"));
    for (const line of held) this.held(line);
  }

  private items(level: {
    list: XmlElement;
    style: string;
    counts: readonly number[];
    lines: string[];
    held: Line[];
  }): void {
    const { list, style, counts, lines, held } = level;
    const depth = counts.length + 1;
    const key = `${style} ${String(depth)}`;
    const goesOn =
      attribute(list, "text:continue-numbering") === "true" ||
      attribute(list, "text:continue-list");
    let count = goesOn
      ? (this.lastCounts.get(key) ?? 0)
      : this.context.lists.start(style, depth) - 1;
    for (const item of elements(list)) {
      const given = attribute(item, "text:start-value");
      let counted = item.name !== "list-item";
      for (const element of elements(item)) {
        if (element.name === "list") {
          const own = attribute(element, "text:style-name") ?? style;
          this.items({
            list: element,
            style: own,
            counts: [...counts, Math.max(1, count)],
            lines,
            held,
          });
        } else if (element.name === "p" || element.name === "h") {
          const line = readLine(element);
          const text = withLinks(line).trim();
          held.push(line);
          if (text === "") continue;
          if (!counted) count = given === undefined ? count + 1 : Number(given);
          const label = counted ? "" : this.context.lists.label(style, [...counts, count]);
          counted = true;
          lines.push(label === "" ? text : `${label} ${text}`);
        }
      }
    }
    this.lastCounts.set(key, count);
  }

  private table(table: XmlElement): void {
    const named = child(table, "table-header-rows");
    const rows = tableRows(table);
    const cells = rows.map((row) =>
      elements(row).filter(({ name }) => name === "table-cell" || name === "covered-table-cell"),
    );
    const nested = cells.some((row) => row.some((cell) => findAll(cell, "table").length > 0));
    if (nested || cells.every((row) => row.length <= 1)) {
      for (const cell of cells.flat()) this.blocks(cell);
      return;
    }
    const held: Line[] = [];
    const grid = fillGrid(cells, held);
    const [first, ...rest] = grid;
    const header =
      first && rest.length > 0 && (named !== undefined || namesColumns(grid, { standsOut: false }));
    this.builder.table(header ? first : null, header ? rest : grid);
    for (const line of held) this.held(line);
  }
}

function tableRows(parent: XmlElement): XmlElement[] {
  return elements(parent).flatMap((element) => {
    if (element.name === "table-row") return [element];
    return /^table-(?:header-rows|rows|row-group)$/.test(element.name) ? tableRows(element) : [];
  });
}

/** The words of each cell; those of a cell that spans rows hold for each of them. */
function fillGrid(rows: readonly (readonly XmlElement[])[], held: Line[]): string[][] {
  const spans = new Map<number, { text: string; left: number }>();
  return rows.map((cells) => {
    const line: string[] = [];
    for (const cell of cells) {
      const column = line.length;
      const span = spans.get(column);
      const covered = cell.name === "covered-table-cell";
      const text = covered && span && span.left > 0 ? span.text : cellText(cell, held);
      if (covered && span) span.left -= 1;
      const down = Number(attribute(cell, "table:number-rows-spanned") ?? 1);
      if (!covered && down > 1) spans.set(column, { text, left: down - 1 });
      const repeated = Number(attribute(cell, "table:number-columns-repeated") ?? 1);
      for (let at = 0; at < Math.min(MAX_REPEATED, repeated); at += 1) line.push(text);
    }
    return line;
  });
}

function cellText(cell: XmlElement, held: Line[]): string {
  const lines = findAll(cell, "p", "h").map(readLine);
  held.push(...lines);
  return lines.map(withLinks).map(oneLine).filter(Boolean).join(" ");
}

/** The words of paragraphs, without what hangs on them. */
export function plainText(element: XmlElement): string {
  const lines = element.name === "p" ? [element] : findAll(element, "p", "h");
  return lines.map((line) => oneLine(readLine(line).text)).join(" ");
}

/** White space counts once, as in pages; spaces that count are elements. */
function readLine(element: XmlElement): Line {
  const line: Line = { text: "", links: new Set(), boxes: [], notes: [] };
  readInto(line, element);
  return { ...line, text: line.text.replace(/^ +| +$/gm, "") };
}

function readInto(line: Line, parent: XmlElement): void {
  for (const node of parent.children) {
    if (typeof node === "string") line.text += node.replace(/\s+/g, " ");
    else if (node.name === "s") line.text += " ";
    else if (node.name === "tab") line.text += "\t";
    else if (node.name === "line-break") line.text += "\n";
    else if (node.name === "note" || node.name === "annotation") line.notes.push(node);
    else if (BOXES.has(node.name)) line.boxes.push(node);
    else if (!DROPPED.has(node.name)) {
      const address = node.name === "a" ? (attribute(node, "xlink:href") ?? "") : "";
      readInto(line, node);
      if (/^(?:https?:|mailto:)/i.test(address)) line.links.add(address);
    }
  }
}

function withLinks({ text, links }: Line): string {
  const unseen = [...links].filter((link) => !text.includes(link.replace(/^mailto:/i, "")));
  return [text, ...unseen.map((link) => `<${link}>`)].join(" ");
}

/** The text of a document without its structure, to see whether there is any. */
export function hasText(element: XmlElement): boolean {
  return textOf(element).trim() !== "";
}
