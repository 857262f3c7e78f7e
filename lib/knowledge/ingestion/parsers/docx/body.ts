import type { Relationship } from "../_office/ooxml-package";
import { attribute, child, elements, findAll, textOf, type XmlElement } from "../_office/xml";
import { type DocumentBuilder, oneLine } from "../document-builder";
import { namesColumns } from "../table-header";
import type { Numbering } from "./numbering";
import { type ParagraphContent, chosen, readParagraph } from "./paragraph";
import type { Styles } from "./styles";

/** What the text of one part needs from the rest of the document. */
export interface BodyContext {
  styles: Styles;
  numbering: Numbering;
  linkOf: (id: string | undefined) => Relationship | undefined;
  /** The body of a footnote, an endnote or, where they are wanted, a comment. */
  noteOf: (kind: string, id: string) => XmlElement | undefined;
  appendGraphic: (id: string) => void;
}

const MAX_COLUMNS = 200;
const MAX_SPAN_ROWS = 10_000;

/** Appends paragraphs and tables one after another; `end` must be called last. */
export class BodyWriter {
  private list: string[] = [];
  /** What hangs on the paragraphs of a table, to follow it. */
  private held: ParagraphContent[] | null = null;

  constructor(
    private readonly builder: DocumentBuilder,
    private readonly context: BodyContext,
  ) {}

  block(element: XmlElement): void {
    if (element.name === "p") this.paragraph(element);
    else if (element.name === "tbl") this.table(element);
    else if (element.name === "AlternateContent") this.blocks(chosen(element));
    else if (element.name !== "del" && element.name !== "moveFrom") this.blocks(element);
  }

  blocks(parent: XmlElement): void {
    for (const element of elements(parent)) this.block(element);
  }

  end(): void {
    this.flushList();
  }

  private paragraph(element: XmlElement): void {
    const { kind, content, text } = this.read(element);
    if (kind.heading !== null && text !== "") {
      this.flushList();
      this.builder.heading(Math.min(6, kind.heading), text);
    } else if (kind.list && text !== "") this.list.push(withLinks(text, content));
    else if (text !== "") {
      this.flushList();
      this.builder.paragraph(withLinks(text, content));
    }
    this.appendHeld(content);
  }

  /** The paragraph's text with the number that stands before it. */
  private read(element: XmlElement) {
    const kind = this.context.styles.kindOf(element);
    const content = readParagraph(element, this.context.linkOf);
    const said = content.text.replace(/[ \t]+/g, " ").trim();
    const { list, listStyle } = kind;
    if (said === "" || !list) return { kind, content, text: said };
    const depth =
      list.level ??
      (listStyle === null ? 0 : this.context.numbering.levelOfStyle(list.id, listStyle));
    const number = this.context.numbering.next(list.id, depth);
    const plain = number === "" || (kind.heading !== null && number === "-");
    return { kind, content, text: plain ? said : `${number} ${said}` };
  }

  /** Text boxes, notes and charts follow the paragraph they hang on, or the table that holds it. */
  private appendHeld(content: ParagraphContent): void {
    if (this.held) {
      this.held.push(content);
      return;
    }
    const { boxes, notes, graphics } = content;
    if (boxes.length + notes.length + graphics.length === 0) return;
    this.flushList();
    for (const box of boxes) this.blocks(box);
    this.flushList();
    for (const { kind, id } of notes) this.note(kind, id);
    for (const id of graphics) this.context.appendGraphic(id);
  }

  /** A note in brackets that say it isn't part of the running text. */
  private note(kind: string, id: string): void {
    const body = this.context.noteOf(kind, id);
    const text = body ? this.plainText(body) : "";
    if (text !== "") this.builder.paragraph(`[${text}]`);
  }

  private plainText(body: XmlElement): string {
    const texts = elements(body).map((element) =>
      element.name === "p"
        ? oneLine(readParagraph(element, this.context.linkOf).text)
        : this.plainText(element),
    );
    return texts.filter(Boolean).join(" ");
  }

  private flushList(): void {
    this.builder.paragraph(this.list.join("\n"));
    this.list = [];
  }

  private table(table: XmlElement): void {
    this.flushList();
    const rows = rowsOf(table, "tr").filter((row) => !child(child(row, "trPr"), "del"));
    const cells = rows.map((row) => rowsOf(row, "tc"));
    const nested = cells.some((row) => row.some((cell) => child(cell, "tbl") !== undefined));
    if (nested || cells.every((row) => row.length <= 1)) {
      for (const cell of cells.flat()) this.blocks(cell);
      this.flushList();
      return;
    }
    const outer = this.held;
    this.held = outer ?? [];
    const grid = this.grid(cells);
    const held = this.held;
    this.held = outer;
    const [first, ...rest] = grid;
    const named = rows[0] !== undefined && child(child(rows[0], "trPr"), "tblHeader") !== undefined;
    const standsOut = isBold(rows[0]) && !isBold(rows[1]);
    const header = rest.length > 0 && (named || namesColumns(grid, { standsOut })) ? first : null;
    this.builder.table(header ?? null, header ? rest : grid);
    if (!outer) for (const content of held) this.appendHeld(content);
  }

  /** The words of each cell; those of a cell that spans rows hold for each of them. */
  private grid(rows: readonly (readonly XmlElement[])[]): string[][] {
    const above: { text: string; rows: number }[] = [];
    return rows.map((cells) => {
      const line: string[] = [];
      let column = 0;
      for (const cell of cells.slice(0, MAX_COLUMNS)) {
        const properties = child(cell, "tcPr");
        const span = Number(valueOf(properties, "gridSpan") ?? 1) || 1;
        const merge = child(properties, "vMerge");
        const goesOn = merge && attribute(merge, "w:val") !== "restart";
        const before = above[column];
        const text = goesOn && before ? before.text : this.cellText(cell);
        line[column] = text;
        const spanned = goesOn && before && before.rows < MAX_SPAN_ROWS ? before.rows + 1 : 1;
        above[column] = { text, rows: spanned };
        column += Math.min(MAX_COLUMNS, Math.max(1, span));
      }
      return Array.from({ length: Math.min(MAX_COLUMNS, column) }, (_, at) => line[at] ?? "");
    });
  }

  private cellText(cell: XmlElement): string {
    const texts = elements(cell).map((element): string => {
      if (element.name !== "p") return element.name === "tcPr" ? "" : this.cellText(element);
      const { content, text } = this.read(element);
      this.appendHeld(content);
      return withLinks(text, content);
    });
    return texts.filter((text) => text !== "").join(" ");
  }
}

/** Rows or cells, also those inside of fields and marked insertions. */
function rowsOf(parent: XmlElement, name: "tr" | "tc"): XmlElement[] {
  return elements(parent).flatMap((element) => {
    if (element.name === name) return [element];
    return /^(?:sdt|sdtContent|ins|moveTo|customXml)$/.test(element.name)
      ? rowsOf(element, name)
      : [];
  });
}

/** Whether all words of a row are set in bold letters; the styles of tables and paragraphs aren't looked at. */
function isBold(row: XmlElement | undefined): boolean {
  const runs = row ? findAll(row, "r").filter((run) => textOf(run).trim() !== "") : [];
  return (
    runs.length > 0 &&
    runs.every((run) => {
      const bold = child(child(run, "rPr"), "b");
      return bold && !/^(?:0|false|off)$/.test(attribute(bold, "w:val") ?? "");
    })
  );
}

function withLinks(text: string, { links }: ParagraphContent): string {
  const unseen = links.filter((link) => !text.includes(link.replace(/^mailto:/i, "")));
  return [text, ...unseen.map((link) => `<${link}>`)].join(" ");
}

function valueOf(parent: XmlElement | undefined, name: string): string | undefined {
  const element = child(parent, name);
  return element && attribute(element, "w:val");
}
