import type { ParsedDocument } from "../_contract/parser";
import { DocumentBuilder, looksLikeHeader, normalizeText } from "../document-builder";

const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])[ \t]+/;
const DELIMITER_ROW = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** Reads Markdown into plain text: marks of syntax are taken off, headings and tables become structure. */
export function parseMarkdown(markdown: string): ParsedDocument {
  const builder = new DocumentBuilder();
  appendMarkdown(builder, markdown);
  return builder.build();
}

/** Appends Markdown to a document that is being built, e.g. one page of a PDF. */
export function appendMarkdown(builder: DocumentBuilder, markdown: string): void {
  const lines = withoutFrontMatter(normalizeText(markdown).replace(/<!--[\s\S]*?-->/g, "")).split(
    "\n",
  );
  let block: string[] = [];
  const flush = () => {
    if (block.length > 0) builder.paragraph(block.join("\n"));
    block = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const next = lines[at + 1] ?? "";
    const heading = HEADING.exec(line);
    const fence = FENCE.exec(line)?.[1];
    if (fence) {
      flush();
      at = appendFenced(builder, { lines, from: at + 1, fence });
    } else if (heading?.[1]) {
      flush();
      builder.heading(heading[1].length, plainInline(heading[2] ?? ""));
    } else if (
      line.includes("|") &&
      next.includes("-") &&
      DELIMITER_ROW.test(next) &&
      !UNDERLINE.test(next)
    ) {
      flush();
      at = appendTable(builder, lines, at);
    } else if (block.length > 0 && UNDERLINE.test(line) && !ITEM.test(block.at(-1) ?? "")) {
      const title = block.join(" ");
      block = [];
      builder.heading(line.trim().startsWith("=") ? 1 : 2, title);
    } else if (line.trim() === "" || RULE.test(line)) flush();
    else appendLine(block, line);
  }
  flush();
}

/** Joins lines that only wrap, keeps a line for each list item. */
function appendLine(block: string[], line: string): void {
  const text = plainInline(line.replace(/^ {0,3}(?:> ?)+/, ""));
  const hardBreak = / {2}$|\\$/.test(line);
  const previous = block.at(-1);
  if (previous === undefined || ITEM.test(line) || previous.endsWith("\n")) {
    block.push(ITEM.test(line) ? text.trimEnd() : text.trim());
  } else block[block.length - 1] = `${previous} ${text.trim()}`;
  if (hardBreak) block[block.length - 1] = `${(block.at(-1) ?? "").trimEnd()}\n`;
}

function appendFenced(
  builder: DocumentBuilder,
  { lines, from, fence }: { lines: string[]; from: number; fence: string },
): number {
  let end = from;
  while (end < lines.length && !(lines[end] ?? "").trimStart().startsWith(fence)) end += 1;
  builder.paragraph(lines.slice(from, end).join("\n"));
  return end;
}

/** Returns the index of the table's last line. */
function appendTable(builder: DocumentBuilder, lines: readonly string[], from: number): number {
  const header = cells(lines[from] ?? "");
  const rows: string[][] = [];
  let at = from + 2;
  while (at < lines.length && (lines[at] ?? "").includes("|")) {
    rows.push(cells(lines[at] ?? ""));
    at += 1;
  }
  if (looksLikeHeader(header)) builder.table(header, rows);
  else builder.table(null, header.some(Boolean) ? [header, ...rows] : rows);
  return at - 1;
}

function cells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner
    .split(/(?<!\\)\|/)
    .map((cell) => plainInline(cell.trim()).replace(/<br\s*\/?>/gi, " "));
}

/** Takes emphasis, links, images, code ticks and escapes off; the words stay. */
function plainInline(text: string): string {
  return text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\[([^\]]+)\]\((?:[^()]|\([^)]*\))*\)/g, "$1")
    .replace(/\[([^\]]+)\]\[[^\]]*\]/g, "$1")
    .replace(/<((?:https?:\/\/|mailto:)[^>\s]+)>/g, "$1")
    .replace(/(?<![\\\w*])(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?!\*)/g, "$2")
    .replace(/(?<![\\\w])(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)/g, "$2")
    .replace(/~~(.+?)~~/g, "$1")
    .replace(/(?<!\\)(`+)(.+?)\1/g, "$2")
    .replace(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, "$1")
    .replace(
      /<\/?(?:b|i|u|em|strong|sub|sup|span|br|p|div|center|font|a|img)(?:\s[^>]*)?\/?>/gi,
      "",
    )
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name] ?? "");
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: " ",
  "#39": "'",
};

function withoutFrontMatter(text: string): string {
  return text.replace(/^---\n(?:[^\n]*\n){0,60}?---(?:\n|$)/, "");
}
