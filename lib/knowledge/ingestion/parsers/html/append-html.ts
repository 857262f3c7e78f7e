import type { DocumentBuilder } from "../document-builder";
import { namesColumns } from "../table-header";

const SKIPPED = new Set([
  "SCRIPT",
  "STYLE",
  "NOSCRIPT",
  "TEMPLATE",
  "SVG",
  "IFRAME",
  "OBJECT",
  "HEAD",
  "BUTTON",
  "SELECT",
]);
const BLOCKS = new Set(
  "P DIV SECTION ARTICLE MAIN ASIDE HEADER FOOTER NAV UL OL DL DT DD FIGURE FIGCAPTION BLOCKQUOTE ADDRESS FORM FIELDSET DETAILS SUMMARY BODY HTML".split(
    " ",
  ),
);
const MAX_COLUMNS = 200;
const MAX_SPAN_ROWS = 1_000;
/** Deeper nesting than any page that a person wrote; what is below is read as plain text. */
const MAX_DEPTH = 200;

/** Appends the visible text of an element, with headings, lists and tables as structure. */
export function appendHtml(builder: DocumentBuilder, root: Element): void {
  new HtmlWalker(builder).walk(root);
}

class HtmlWalker {
  private inline = "";

  constructor(private readonly builder: DocumentBuilder) {}

  walk(root: Element): void {
    this.children(root, 0);
    this.flush();
  }

  private children(parent: Element, depth: number): void {
    for (const node of parent.childNodes) {
      if (node.nodeType === 3) this.inline += (node.textContent ?? "").replace(/\s+/g, " ");
      else if (node.nodeType === 1) this.element(node as Element, depth + 1);
    }
  }

  private element(element: Element, depth: number): void {
    const tag = element.tagName.toUpperCase();
    if (SKIPPED.has(tag) || isHidden(element)) return;
    if (depth > MAX_DEPTH) this.inline += ` ${element.textContent ?? ""} `;
    else if (/^H[1-6]$/.test(tag)) {
      this.flush();
      this.builder.heading(Number(tag[1]), element.textContent ?? "");
    } else if (tag === "TABLE") this.table(element, depth);
    else if (tag === "LI") this.item(element, depth);
    else if (tag === "PRE") {
      this.flush();
      this.builder.paragraph(element.textContent ?? "");
    } else if (tag === "BR" || tag === "TR") {
      this.children(element, depth);
      this.inline += "\n";
    } else if (tag === "IMG") this.inline += ` ${element.getAttribute("alt") ?? ""} `;
    else if (BLOCKS.has(tag)) {
      this.flush();
      this.children(element, depth);
      this.flush();
    } else this.children(element, depth);
  }

  private item(element: Element, depth: number): void {
    if (!this.inline.endsWith("\n")) this.flush();
    const ordered = element.parentElement?.tagName.toUpperCase() === "OL";
    const place = ordered ? [...(element.parentElement?.children ?? [])].indexOf(element) + 1 : 0;
    this.inline += ordered ? `${String(place)}. ` : "- ";
    for (const node of element.childNodes) {
      const block =
        node.nodeType === 1 && /^(?:UL|OL|TABLE|PRE|H[1-6])$/i.test((node as Element).tagName);
      if (node.nodeType === 3) this.inline += (node.textContent ?? "").replace(/\s+/g, " ");
      else if (block) {
        this.inline = `${this.inline.trimEnd()}\n`;
        if (/^[UO]L$/i.test((node as Element).tagName)) this.children(node as Element, depth);
        else this.element(node as Element, depth + 1);
      } else if (node.nodeType === 1) this.inlineElement(node as Element, depth);
    }
    this.inline = `${this.inline.trimEnd()}\n`;
  }

  /** Paragraphs inside a list item stay on the item's line. */
  private inlineElement(element: Element, depth: number): void {
    if (BLOCKS.has(element.tagName.toUpperCase())) {
      this.children(element, depth);
      this.inline += " ";
    } else this.element(element, depth + 1);
  }

  private table(table: Element, depth: number): void {
    this.flush();
    const rows = [...table.querySelectorAll("tr")].filter((row) => row.closest("table") === table);
    const grid = gridOf(rows);
    const nested = table.querySelector("table") !== null;
    const columns = Math.max(0, ...grid.map((row) => row.length));
    if (nested || columns <= 1) {
      // A table for layout: its cells are read as blocks.
      for (const row of rows)
        for (const cell of [...row.children]) {
          this.children(cell, depth + 2);
          this.flush();
        }
      return;
    }
    const [first, ...rest] = grid;
    const firstRow = rows[0];
    const named =
      firstRow !== undefined &&
      [...firstRow.children].every((cell) => cell.tagName.toUpperCase() === "TH");
    const standsOut = isBold(firstRow) && !isBold(rows[1]);
    if (first && rest.length > 0 && (named || namesColumns(grid, { standsOut })))
      this.builder.table(first, rest);
    else this.builder.table(null, grid);
  }

  private flush(): void {
    const text = this.inline
      .split("\n")
      .map((line) => line.replace(/[ \t]+/g, " ").trim())
      .join("\n");
    this.inline = "";
    this.builder.paragraph(text);
  }
}

/** The words of each cell; those of a cell that spans rows hold for each of them. */
function gridOf(rows: readonly Element[]): string[][] {
  const below = new Map<number, { text: string; rows: number }>();
  return rows.map((row) => {
    const line: string[] = [];
    let column = 0;
    const carry = () => {
      for (let over = below.get(column); over && over.rows > 0; over = below.get(column)) {
        line[column] = over.text;
        over.rows -= 1;
        column += 1;
      }
    };
    for (const cell of row.children) {
      carry();
      if (column >= MAX_COLUMNS) break;
      const text = cellText(cell);
      const columns = spanOf(cell, "colspan", MAX_COLUMNS - column);
      const more = spanOf(cell, "rowspan", MAX_SPAN_ROWS) - 1;
      for (let at = column; at < column + columns; at += 1) {
        line[at] = at === column ? text : "";
        if (more > 0) below.set(at, { text: at === column ? text : "", rows: more });
      }
      column += columns;
    }
    carry();
    return line;
  });
}

function spanOf(cell: Element, name: string, most: number): number {
  const span = Number(cell.getAttribute(name) ?? 1);
  return Number.isInteger(span) && span > 1 ? Math.min(span, most) : 1;
}

/** Whether all words of a row are set in bold letters by their tags. */
function isBold(row: Element | undefined): boolean {
  const cells = [...(row?.children ?? [])].filter((cell) => cell.textContent?.trim());
  return (
    cells.length > 0 &&
    cells.every((cell) => {
      const bold = [...cell.querySelectorAll("b, strong")].map((one) => one.textContent ?? "");
      return bold.join("").replace(/\s/g, "") === (cell.textContent ?? "").replace(/\s/g, "");
    })
  );
}

/** Blocks inside a cell are separated by a space, as a table row is one line. */
function cellText(cell: Element): string {
  let text = "";
  for (const node of cell.childNodes) {
    if (node.nodeType === 3) text += node.textContent ?? "";
    else if (node.nodeType === 1 && !SKIPPED.has((node as Element).tagName.toUpperCase())) {
      text += /^(?:P|DIV|BR|LI|UL|OL)$/i.test((node as Element).tagName)
        ? ` ${cellText(node as Element)} `
        : cellText(node as Element);
    }
  }
  return text;
}

function isHidden(element: Element): boolean {
  return (
    element.hasAttribute("hidden") ||
    element.getAttribute("aria-hidden") === "true" ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute("style") ?? "")
  );
}
