import { readFile } from "node:fs/promises";
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { AppError } from "@/lib/errors/app-error";
import type { ParsedDocument, Parse } from "../_contract/parser";
import { checkHtmlDepth } from "../check-depth";
import { DocumentBuilder } from "../document-builder";
import { decodeDeclared } from "../read-text";
import { appendHtml } from "./append-html";

/** Larger pages take minutes to read and are data, not articles. */
const MAX_HTML_BYTES = 10_000_000;
const MAX_ARTICLE_DEPTH = 150;
/** Nor have articles more elements than this. */
const MAX_ARTICLE_ELEMENTS = 20_000;
/** An article must hold at least this share of what the page says beside its menus, or a part of it would be lost. */
const MIN_ARTICLE_SHARE = 0.85;
/** A page that hardly says anything beside its menus is a page of links. */
const MIN_CONTENT_SHARE = 0.2;
/** What a page calls its menus and the like. */
const FRAME = [
  ...["nav", "footer", "menu"],
  ...["navigation", "search", "contentinfo", "menubar"].map((role) => `[role="${role}"]`),
].join(",");

/**
 * A web page: its article where one holds all that the page says beside its menus and footers, else all visible text,
 * without these where they are marked.
 */
export const parse: Parse = async (input) => {
  const bytes = await readFile(input.path, { signal: input.signal });
  if (bytes.length > MAX_HTML_BYTES) {
    throw new AppError("ingestion.too-large", "too-large", { params: { limit: MAX_HTML_BYTES } });
  }
  const html = decodeHtml(bytes);
  checkHtmlDepth(html);
  const whole = documentOf(html);
  const body = build(whole.body, whole.title);
  if (isLarge(whole.body)) return contentOf(whole, body.text.length) ?? body;
  const article = articleOf(html);
  const content = contentOf(whole, body.text.length) ?? body;
  if (!article) return content;
  const part = build(article.element, article.title || lostTitle(whole, article.element));
  return holdsAll(part, content) ? part : content;
};

/** The main heading, where the article lacks it. */
function lostTitle(whole: Document, article: Element): string {
  const title = whole.querySelector("h1")?.textContent?.trim() ?? "";
  return article.textContent?.includes(title) ? "" : title;
}

/** Menus are no tables, so a table that isn't in the article was lost with a part of the page. */
function holdsAll(article: ParsedDocument, page: ParsedDocument): boolean {
  const known = new Set(rowsOf(article));
  return (
    article.text.length >= page.text.length * MIN_ARTICLE_SHARE &&
    rowsOf(page).every((row) => known.has(row))
  );
}

const rowsOf = ({ text, structure }: ParsedDocument) =>
  structure.filter(({ kind }) => kind === "row").map(({ start, end }) => text.slice(start, end));

/** The page without its menus, or null where nothing much is left. */
function contentOf(whole: Document, length: number) {
  const outer = [...whole.querySelectorAll(FRAME)].filter((one) => !one.closest("article"));
  for (const one of outer) one.remove();
  const content = build(whole.body, whole.title);
  return content.text.length >= length * MIN_CONTENT_SHARE ? content : null;
}

/** Finding the article takes time that grows steeply with nesting, and memory with the number of elements. */
function isLarge(root: Element): boolean {
  let count = 0;
  const open: { element: Element; depth: number }[] = [{ element: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    count += 1;
    if (next.depth > MAX_ARTICLE_DEPTH || count > MAX_ARTICLE_ELEMENTS) return true;
    for (const element of next.element.children) open.push({ element, depth: next.depth + 1 });
  }
  return false;
}

/** The page's own word for its encoding wins over guessing. */
function decodeHtml(bytes: Buffer): string {
  const head = bytes.toString("latin1", 0, 4096);
  return decodeDeclared(bytes, /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]);
}

function documentOf(html: string): Document {
  // linkedom has no document element for a fragment.
  return parseHTML(/<html[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`).document;
}

function articleOf(html: string): { element: Element; title: string } | null {
  const page = documentOf(html);
  const article = readArticle(page);
  if (!article?.content) return null;
  return { element: documentOf(article.content).body, title: article.title ?? "" };
}

/** Some pages without much in them make Readability fall over its own search. */
function readArticle(page: Document) {
  try {
    return new Readability(page, { charThreshold: 200 }).parse();
  } catch {
    return null;
  }
}

function build(element: Element, title: string) {
  const builder = new DocumentBuilder();
  const first = element.querySelector("h1")?.textContent?.trim();
  if (title.trim() !== "" && title.trim() !== first) builder.heading(1, title);
  appendHtml(builder, element);
  return builder.build();
}
