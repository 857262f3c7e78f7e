import { createHash } from "node:crypto";
import { itemChanged } from "./failures";
import type { Download } from "./runtime";
import { firstAt, isFilled, isObject, valueAt, type JsonObject } from "./values";

/** Usual names of what tells records apart, likeliest first. */
export const USUAL_IDS = [
  "id",
  "_id",
  "uuid",
  "guid",
  "key",
  "sys.id",
  "slug",
  "sku",
  "number",
  "code",
  "url",
];
/** And of their titles, texts, last changes and addresses. */
const TITLES = [
  "title",
  "name",
  "subject",
  "headline",
  "question",
  "label",
  "summary",
  "fields.title",
  "title.rendered",
  "attributes.title",
];
const TEXTS = [
  "body",
  "content",
  "text",
  "answer",
  "body_html",
  "content_html",
  "html",
  "description",
  "message",
  "fields.body",
  "content.rendered",
  "attributes.body",
];
const TIMES = [
  "updated_at",
  "updatedAt",
  "modified_at",
  "modifiedAt",
  "modified",
  "updated",
  "last_modified",
  "lastModified",
  "date_modified",
  "sys.updatedAt",
];
const PLACES = ["html_url", "web_url", "webUrl", "permalink", "link", "url"];

const LONGEST_NAME = 200;
const MOST_FIELDS = 200;

/** What an admin said of the fields; what is left out is found by usual names. */
export interface Fields {
  readonly title?: string | undefined;
  readonly text?: string | undefined;
  readonly link?: string | undefined;
  readonly changed?: string | undefined;
}

/** What a record is as a document. */
export interface RecordDocument {
  readonly name: string;
  readonly content: string;
  readonly html: boolean;
  /** Other whenever the name or the content is. */
  readonly etag: string;
  readonly modifiedAt: Date | null;
  readonly webUrl: string | null;
  /** Which fields were taken: null where there is none, and for `text` where all are. */
  readonly from: {
    readonly title: string | null;
    readonly text: string | null;
    readonly link: string | null;
    readonly changed: string | null;
  };
}

/** A record as a document; one without a title is called by its `id`. */
export function documentOf(record: JsonObject, fields: Fields, id: string): RecordDocument {
  const title = firstAt(record, fields.title === undefined ? TITLES : [fields.title], isFilled);
  const changed = firstAt(record, fields.changed === undefined ? TIMES : [fields.changed], isTime);
  const link = firstAt(record, fields.link === undefined ? PLACES : [fields.link], isPlace);
  const { parts, from } = textOf(record, fields.text);
  const html = parts.some(({ value }) => isHtml(value));
  const content = parts.map((part) => (html ? inHtml(part) : inText(part))).join("\n\n");
  const name = nameOf(isFilled(title?.found) ? String(title.found) : id);
  return {
    name,
    content,
    html,
    etag: createHash("sha256").update(`${name}\n${content}`).digest("base64url"),
    modifiedAt: changed ? new Date(String(changed.found)) : null,
    webUrl: link ? String(link.found) : null,
    from: {
      title: title?.path ?? null,
      text: from,
      link: link?.path ?? null,
      changed: changed?.path ?? null,
    },
  };
}

/** A record's content as a file, with the ending of its kind. Throws `connector.item-changed` where it isn't what was listed. */
export function downloadOf(document: RecordDocument, listedEtag: string | null): Download {
  if (document.etag !== listedEtag) throw itemChanged();
  const bytes = new TextEncoder().encode(document.content);
  const ending = document.html ? /\.x?html?$/i : /\.(?:txt|md)$/i;
  return {
    body: new Blob([bytes]).stream(),
    size: bytes.byteLength,
    etag: document.etag,
    mimeType: mimeTypeOf(document),
    ...(!ending.test(document.name) && { extension: document.html ? ".html" : ".txt" }),
  };
}

/** What a record's content is. */
export const mimeTypeOf = ({ html }: RecordDocument): string => (html ? "text/html" : "text/plain");

/** A name as a file could have it. */
function nameOf(title: string): string {
  const name = title
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .replaceAll(/[/\\]/g, "-")
    .trim();
  return [...name].slice(0, LONGEST_NAME).join("");
}

interface Part {
  /** Null where the content is nothing but this. */
  readonly label: string | null;
  readonly value: string;
}

function textOf(
  record: JsonObject,
  named: string | undefined,
): { parts: Part[]; from: string | null } {
  if (named !== undefined) {
    const paths = named
      .split(",")
      .map((path) => path.trim())
      .filter(Boolean);
    const parts = paths.flatMap((path) => {
      const value = plain(valueAt(record, path));
      return value === null ? [] : [{ label: paths.length > 1 ? path : null, value }];
    });
    return { parts, from: paths.join(", ") };
  }
  const usual = firstAt(record, TEXTS, (value) => typeof value === "string" && value.trim() !== "");
  if (usual) return { parts: [{ label: null, value: String(usual.found) }], from: usual.path };
  return { parts: allFields(record), from: null };
}

/** Every field with something to read, and those of the objects in it. */
function allFields(record: JsonObject, prefix = ""): Part[] {
  const parts = Object.entries(record).flatMap(([key, value]): Part[] => {
    if (isObject(value)) return prefix === "" ? allFields(value, `${key} `) : [];
    const text = plain(value);
    return text === null ? [] : [{ label: `${prefix}${key}`, value: text }];
  });
  return parts.slice(0, MOST_FIELDS);
}

function plain(value: unknown): string | null {
  if (isFilled(value)) return String(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value) && value.length > 0 && value.every(isFilled)) return value.join(", ");
  return null;
}

const isHtml = (text: string): boolean =>
  /<(?:p|div|br|h[1-6]|ul|ol|li|table|a|strong|em|b|i|span|img)(?:\s[^<>]{0,2000})?\/?>/i.test(
    text,
  );

function inText({ label, value }: Part): string {
  if (label === null) return value;
  return value.includes("\n") ? `${label}:\n${value}` : `${label}: ${value}`;
}

function inHtml({ label, value }: Part): string {
  const inner = isHtml(value) ? value : `<p>${escaped(value)}</p>`;
  return label === null ? inner : `<h2>${escaped(label)}</h2>\n${inner}`;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const isTime = (value: unknown): boolean =>
  typeof value === "string" && !Number.isNaN(new Date(value).getTime());

/** Where a person opens it: an address of the web, and no other kind. */
const isPlace = (value: unknown): boolean =>
  typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
