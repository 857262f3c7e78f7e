import { readFile } from "node:fs/promises";
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { AppError } from "@/lib/errors/app-error";
import type { Parse } from "../_contract/parser";
import { checkHtmlDepth } from "../check-depth";
import { DocumentBuilder } from "../document-builder";
import { decodeDeclared } from "../read-text";
import { appendHtml } from "./append-html";

/** Larger pages take minutes to read and are data, not articles. */
const MAX_HTML_BYTES = 10_000_000;
const MAX_ARTICLE_DEPTH = 150;
/** Readability must keep at least this share of the words, or it took the wrong part of the page. */
const MIN_ARTICLE_SHARE = 0.4;

/** A web page: its article where one can be told from menus and footers, else all its visible text. */
export const parse: Parse = async (input) => {
  const bytes = await readFile(input.path, { signal: input.signal });
  if (bytes.length > MAX_HTML_BYTES) {
    throw new AppError("ingestion.too-large", "too-large", { params: { limit: MAX_HTML_BYTES } });
  }
  const html = decodeHtml(bytes);
  checkHtmlDepth(html);
  const whole = documentOf(html);
  const body = build(whole.body, whole.title);
  const article = isDeep(whole.body) ? null : articleOf(html);
  if (!article) return body;
  const part = build(article.element, article.title);
  return part.text.length >= body.text.length * MIN_ARTICLE_SHARE ? part : body;
};

/** Finding the article takes time that grows steeply with nesting. */
function isDeep(root: Element): boolean {
  const open: { element: Element; depth: number }[] = [{ element: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.depth > MAX_ARTICLE_DEPTH) return true;
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
  const article = new Readability(page, { charThreshold: 200 }).parse();
  if (!article?.content) return null;
  return { element: documentOf(article.content).body, title: article.title ?? "" };
}

function build(element: Element, title: string) {
  const builder = new DocumentBuilder();
  const first = element.querySelector("h1")?.textContent?.trim();
  if (title.trim() !== "" && title.trim() !== first) builder.heading(1, title);
  appendHtml(builder, element);
  return builder.build();
}
