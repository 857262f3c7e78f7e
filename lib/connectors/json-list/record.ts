import { createHash } from "node:crypto";
import { firstAt, isFilled, isObject, valueAt, type JsonObject } from "./values";

/** Names of what tells records apart, of their titles, texts, last changes and addresses, likeliest first. */
const IDS = ["id", "_id", "uuid", "guid", "key", "sys.id", "slug", "sku", "number", "code", "url"];
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
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly text?: string | undefined;
}

export interface ReadRecord {
  readonly id: string;
  readonly name: string;
  readonly content: string;
  readonly html: boolean;
  /** Other whenever the name or the content is. */
  readonly etag: string;
  readonly modifiedAt: Date | null;
  readonly webUrl: string | null;
  /** Which fields were taken: null where there is none, and for `text` where all are. */
  readonly from: {
    readonly id: string;
    readonly title: string | null;
    readonly text: string | null;
  };
}

/** A record as a document; null where nothing tells it apart. */
export function readRecord(record: JsonObject, fields: Fields): ReadRecord | null {
  const id = firstAt(record, fields.id === undefined ? IDS : [fields.id], isFilled);
  if (!id) return null;
  const title = firstAt(record, fields.title === undefined ? TITLES : [fields.title], isFilled);
  const { parts, from } = textOf(record, fields.text);
  const html = parts.some(({ value }) => isHtml(value));
  const content = parts.map((part) => (html ? inHtml(part) : inText(part))).join("\n\n");
  const name = nameOf(String(title?.found ?? id.found));
  return {
    id: String(id.found),
    name,
    content,
    html,
    etag: createHash("sha256").update(`${name}\n${content}`).digest("base64url"),
    modifiedAt: timeOf(record),
    webUrl: placeOf(record),
    from: { id: id.path, title: title?.path ?? null, text: from },
  };
}

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

function timeOf(record: JsonObject): Date | null {
  const told = firstAt(record, TIMES, (value) => typeof value === "string");
  const time = new Date(typeof told?.found === "string" ? told.found : "");
  return Number.isNaN(time.getTime()) ? null : time;
}

/** Where a person opens it: an address of the web, and no other kind. */
function placeOf(record: JsonObject): string | null {
  const isPlace = (value: unknown) =>
    typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
  const told = firstAt(record, PLACES, isPlace);
  return typeof told?.found === "string" ? told.found : null;
}
