import { readFile } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/errors/app-error";
import type { Parse } from "../_contract/parser";
import { appendHtmlText } from "../_office/message";
import {
  attribute,
  child,
  damaged,
  elements,
  findAll,
  readXml,
  textOf,
  type XmlElement,
} from "../_office/xml";
import { ZipArchive } from "../_office/zip-archive";
import { DocumentBuilder, oneLine } from "../document-builder";
import { decodeText } from "../read-text";

const NEVER_EMPTY = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i;

/** An e-book (.epub): its title, then its chapters in reading order, named by the table of contents where they aren't. */
export const parse: Parse = async ({ path: file, signal }) => {
  const zip = new ZipArchive(await readFile(file, { signal }), "epub");
  const container = readPart(zip, "META-INF/container.xml");
  const root = container ? findAll(container, "rootfile")[0] : undefined;
  const main = root && attribute(root, "full-path");
  const book = main === undefined ? null : readPart(zip, main);
  if (main === undefined || !book) throw damaged("epub");
  const items = itemsOf(book, path.posix.dirname(main));
  const spine = child(book, "spine");
  const chapters = (spine ? elements(spine, "itemref") : []).flatMap((reference) => {
    const item = items.get(attribute(reference, "idref") ?? "");
    return item ? [item] : [];
  });
  checkReadable(zip, chapters);
  const names = chapterNames(zip, [...items.values()]);
  const builder = new DocumentBuilder();
  const metadata = child(book, "metadata");
  const title = metadata && child(metadata, "title");
  if (title) builder.heading(1, textOf(title));
  for (const { href } of chapters) {
    signal.throwIfAborted();
    const bytes = zip.read(href);
    if (bytes) appendChapter(builder, decodeText(bytes), names.get(href) ?? "");
  }
  return builder.build();
};

interface Item {
  href: string;
  type: string;
  properties: string;
}

function readPart(zip: ZipArchive, name: string): XmlElement | null {
  const bytes = zip.read(name);
  return bytes && readXml(bytes, "epub");
}

function itemsOf(book: XmlElement, folder: string): Map<string, Item> {
  const manifest = child(book, "manifest");
  return new Map(
    (manifest ? elements(manifest, "item") : []).map((item) => [
      attribute(item, "id") ?? "",
      {
        href: resolveHref(folder, attribute(item, "href") ?? ""),
        type: attribute(item, "media-type") ?? "",
        properties: attribute(item, "properties") ?? "",
      },
    ]),
  );
}

/** A name within the archive, without the place in the file. */
function resolveHref(folder: string, href: string): string {
  const [file = ""] = href.split("#");
  let decoded = file;
  try {
    decoded = decodeURIComponent(file);
  } catch {
    // A name with a bare percent sign stands for itself.
  }
  return path.posix.join(folder, decoded);
}

/** Fonts may be scrambled; chapters that are can't be read. */
function checkReadable(zip: ZipArchive, chapters: readonly Item[]): void {
  const encryption = readPart(zip, "META-INF/encryption.xml");
  const locked = encryption
    ? findAll(encryption, "CipherReference").map((one) =>
        resolveHref("", attribute(one, "URI") ?? ""),
      )
    : [];
  if (chapters.some(({ href }) => locked.includes(href))) {
    throw new AppError("ingestion.password", "bad-request", { params: { format: "epub" } });
  }
}

/** The first name the table of contents, new or old, gives to each file. */
function chapterNames(zip: ZipArchive, items: readonly Item[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { href, type, properties } of items) {
    const isNew = /\bnav\b/.test(properties);
    if (!isNew && type !== "application/x-dtbncx+xml") continue;
    const toc = readPart(zip, href);
    const folder = path.posix.dirname(href);
    for (const entry of toc ? entriesOf(toc) : []) {
      const target = resolveHref(folder, entry.href);
      if (!names.has(target)) names.set(target, entry.name);
    }
  }
  return names;
}

function entriesOf(element: XmlElement): { href: string; name: string }[] {
  return elements(element).flatMap((one) => {
    if (one.name === "a")
      return [{ href: attribute(one, "href") ?? "", name: oneLine(textOf(one)) }];
    if (one.name !== "navPoint") return entriesOf(one);
    const label = child(one, "navLabel");
    const content = child(one, "content");
    const own = {
      href: (content && attribute(content, "src")) ?? "",
      name: oneLine(label ? textOf(label) : ""),
    };
    return [own, ...entriesOf(one)];
  });
}

function appendChapter(builder: DocumentBuilder, page: string, name: string): void {
  const chapter = new DocumentBuilder();
  appendHtmlText(chapter, closeEmptyTags(page));
  const document = chapter.build();
  const named = document.structure.some(({ kind }) => kind === "heading");
  if (!named && document.text !== "") builder.heading(2, name);
  builder.embed(document, 1);
}

/** XML closes empty elements at once (<a id="x"/>), which pages don't know. */
function closeEmptyTags(page: string): string {
  return page
    .replace(/^\s*<\?xml[^>]*\?>/, "")
    .replace(/<([A-Za-z][\w:-]*)((?:\s[^<>]*)?)\/>/g, (tag, name: string, attributes: string) =>
      NEVER_EMPTY.test(name) ? tag : `<${name}${attributes}></${name}>`,
    );
}
