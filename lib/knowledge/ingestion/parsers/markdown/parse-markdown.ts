import type { ParsedDocument } from "../_contract/parser";
import { DocumentBuilder, looksLikeHeader, normalizeText } from "../document-builder";
import { plainInline } from "./plain-inline";

/** Longer lines are text: the patterns below are not linear, and no one writes such headings. */
const MAX_SYNTAX_LINE = 1_000;
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
  const lines = withoutFrontMatter(withoutComments(normalizeText(markdown))).split("\n");
  const block = new Block(builder);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const next = lines[at + 1] ?? "";
    const syntax = line.length <= MAX_SYNTAX_LINE ? line : "";
    const heading = HEADING.exec(syntax);
    const fence = FENCE.exec(syntax)?.[1];
    if (fence) {
      block.flush();
      at = appendFenced(builder, { lines, from: at + 1, fence });
    } else if (heading?.[1]) {
      block.flush();
      builder.heading(heading[1].length, plainInline(heading[2] ?? ""));
    } else if (line.includes("|") && isDelimiterRow(next)) {
      block.flush();
      at = appendTable(builder, lines, at);
    } else if (block.canBeTitle && UNDERLINE.test(syntax)) {
      builder.heading(syntax.trim().startsWith("=") ? 1 : 2, block.take());
    } else if (line.trim() === "" || RULE.test(syntax)) block.flush();
    else block.add(line);
  }
  block.flush();
}

/** A paragraph or list that is being read: lines that only wrap are joined, a list item starts a line. */
class Block {
  private lines: string[][] = [];
  private broken = false;

  constructor(private readonly builder: DocumentBuilder) {}

  /** An underline makes a heading of a paragraph, but ends a list. */
  get canBeTitle(): boolean {
    return this.lines.length > 0 && !ITEM.test(this.lines.at(-1)?.[0] ?? "");
  }

  add(line: string): void {
    const text = plainInline(line.replace(/^ {0,3}(?:> ?)+/, "")).trimEnd();
    const item = ITEM.test(line);
    const last = this.lines.at(-1);
    if (last === undefined || item || this.broken)
      this.lines.push([item ? text : text.trimStart()]);
    else last.push(text.trimStart());
    this.broken = line.endsWith("  ") || line.endsWith("\\");
  }

  flush(): void {
    if (this.lines.length > 0) this.builder.paragraph(this.take("\n"));
  }

  take(separator = " "): string {
    const text = this.lines.map((words) => words.join(" ")).join(separator);
    this.lines = [];
    this.broken = false;
    return text;
  }
}

function isDelimiterRow(line: string): boolean {
  return (
    line.length <= MAX_SYNTAX_LINE &&
    line.includes("-") &&
    DELIMITER_ROW.test(line) &&
    !UNDERLINE.test(line)
  );
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

function withoutFrontMatter(text: string): string {
  return text.replace(/^---\n(?:[^\n]*\n){0,60}?---(?:\n|$)/, "");
}

function withoutComments(text: string): string {
  let rest = "";
  let from = 0;
  for (let open = text.indexOf("<!--"); open >= 0; open = text.indexOf("<!--", from)) {
    const close = text.indexOf("-->", open);
    if (close < 0) break;
    rest += text.slice(from, open);
    from = close + 3;
  }
  return rest + text.slice(from);
}
