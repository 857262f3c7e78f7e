import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/errors/app-error";
import type { Parse } from "../_contract/parser";
import { DocumentBuilder, oneLine } from "../document-builder";
import { decodeDeclared, MAX_TEXT_BYTES } from "../read-text";
import { readXml, type XmlElement } from "./read-xml";

/** Not content, or not text. */
const SKIPPED = new Set([
  "script",
  "style",
  "metadata",
  "defs",
  "lineargradient",
  "radialgradient",
  "filter",
]);
/** Names that say nothing beyond "here is text". */
const PLAIN = new Set([
  "p",
  "para",
  "text",
  "tspan",
  "span",
  "title",
  "desc",
  "li",
  "item",
  "#text",
]);

/**
 * XML of any kind, SVG included, as text: elements with text among others are paragraphs, elements that hold only
 * values are lines "name: value; …". Document types are not read, so nothing is expanded and nothing is fetched.
 */
export const parse: Parse = async ({ path, signal }) => {
  const bytes = await readFile(path, { signal });
  if (bytes.length > MAX_TEXT_BYTES) {
    throw new AppError("ingestion.too-large", "too-large", { params: { limit: MAX_TEXT_BYTES } });
  }
  const builder = new DocumentBuilder();
  const declared = /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(
    bytes.toString("latin1", 0, 200),
  );
  append(builder, readXml(decodeDeclared(bytes, declared?.[1])));
  return builder.build();
};

function append(builder: DocumentBuilder, element: XmlElement): void {
  const { name, children } = element;
  if (SKIPPED.has(localName(name).toLowerCase())) return;
  const elements = children.filter((child) => typeof child !== "string");
  if (isMixed(element) || elements.length === 0) {
    const text = oneLine(textOf(element));
    if (text !== "")
      builder.paragraph(
        PLAIN.has(localName(name)) || isMixed(element) ? text : `${label(name)}: ${text}`,
      );
    return;
  }
  if (elements.every(isValue)) {
    builder.table(null, [[recordLine(element, elements)]]);
    return;
  }
  appendChildren(builder, elements);
}

/** Records that follow each other are one table. */
function appendChildren(builder: DocumentBuilder, elements: readonly XmlElement[]): void {
  let rows: string[][] = [];
  const flush = () => {
    if (rows.length > 0) builder.table(null, rows);
    rows = [];
  };
  for (const element of elements) {
    const inner = element.children.filter((child) => typeof child !== "string");
    const isRecord = inner.length > 1 && inner.every(isValue) && !isMixed(element);
    if (isRecord) rows.push([recordLine(element, inner)]);
    else {
      flush();
      append(builder, element);
    }
  }
  flush();
}

const isMixed = ({ children }: XmlElement) =>
  children.some((child) => typeof child === "string" && child.trim() !== "") &&
  children.some((child) => typeof child !== "string");

const isValue = ({ children }: XmlElement) => children.every((child) => typeof child === "string");

function recordLine({ attributes }: XmlElement, values: readonly XmlElement[]): string {
  const own = Object.entries(attributes).map(([name, value]) => `${label(name)}: ${value}`);
  const inner = values.flatMap((value) => {
    const attributed = Object.entries(value.attributes).map(
      ([name, text]) => `${label(name)} ${text}`,
    );
    const text = [
      oneLine(textOf(value)),
      ...(attributed.length > 0 ? [`(${attributed.join(", ")})`] : []),
    ]
      .filter(Boolean)
      .join(" ");
    return text === "" ? [] : [`${label(value.name)}: ${text}`];
  });
  return [...own, ...inner].join("; ");
}

const localName = (name: string) => name.split(":").at(-1) ?? name;
const label = (name: string) => localName(name).replace(/[_-]+/g, " ");

/** All text within; markup that was written as text, as feeds do, is taken off. */
function textOf({ name, children }: XmlElement): string {
  if (SKIPPED.has(localName(name).toLowerCase())) return "";
  return children
    .map((child) =>
      typeof child === "string" ? child.replace(/<\/?[a-z][^<>]{0,500}>/gi, " ") : textOf(child),
    )
    .join("");
}
