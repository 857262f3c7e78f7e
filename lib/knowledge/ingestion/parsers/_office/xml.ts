import iconv from "iconv-lite";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { AppError } from "@/lib/errors/app-error";

/** An element without its prefix; attributes keep theirs (read them with `attribute`). */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlNode[];
}
export type XmlNode = XmlElement | string;

export interface XmlVisit {
  /** Names of the elements that are handed over whole and then forgotten. */
  units: ReadonlySet<string>;
  visit: (element: XmlElement) => void;
  /** Called for every element that contains units, when it begins. */
  enter?: (element: XmlElement) => void;
}

/** Mistakes after which the tree can't be trusted; programs do write stray characters and attributes. */
const BROKEN = /clos|tag|end|root|incorrect|nested/i;
const XML_ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};
/** An entity that only a document type could declare reads as nothing. */
const NO_ENTITIES = new Proxy<Record<string, string>>(
  {},
  { get: (_, name) => (Object.hasOwn(XML_ENTITIES, name) ? XML_ENTITIES[String(name)] : "") },
);
/** Deeper nesting than any program writes. */
const MAX_DEPTH = 400;
const SLICE = 65_536;

/** The whole of a part as a tree. For parts that stay small; large ones are read with `visitXml`. */
export function readXml(bytes: Uint8Array, format: string): XmlElement {
  let root: XmlElement | null = null;
  parse(bytes, format, {
    open: () => true,
    close: (element, depth) => {
      if (depth === 0) root = element;
    },
  });
  if (!root) throw damaged(format);
  return root;
}

/**
 * Reads a part of any size element by element, holding one unit at a time. Document types are never followed: no
 * entity is expanded but the five of XML, nothing is fetched. Throws `ingestion.damaged` when it is not well-formed.
 */
export function visitXml(
  bytes: Uint8Array,
  format: string,
  { units, visit, enter }: XmlVisit,
): void {
  let unitDepth = -1;
  parse(bytes, format, {
    open: (element, depth) => {
      if (unitDepth < 0 && units.has(element.name)) unitDepth = depth;
      if (unitDepth < 0) enter?.(element);
      return unitDepth >= 0 && depth > unitDepth;
    },
    close: (element, depth) => {
      if (depth !== unitDepth) return;
      unitDepth = -1;
      visit(element);
    },
  });
}

interface Handlers {
  /** Whether the element is kept among its parent's children. */
  open: (element: XmlElement, depth: number) => boolean;
  close: (element: XmlElement, depth: number) => void;
}

function parse(bytes: Uint8Array, format: string, { open, close }: Handlers): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const path: XmlElement[] = [];
  let broken: Error | null = null;
  parser.on("opentag", (tag: SaxesTagPlain) => {
    const element: XmlElement = {
      name: localName(tag.name),
      attributes: tag.attributes,
      children: [],
    };
    if (path.length >= MAX_DEPTH) throw damaged(format);
    if (open(element, path.length)) path.at(-1)?.children.push(element);
    path.push(element);
  });
  parser.on("closetag", () => {
    const element = path.pop();
    if (element) close(element, path.length);
  });
  const onText = (text: string) => path.at(-1)?.children.push(text);
  parser.on("text", onText);
  parser.on("cdata", onText);
  parser.on("error", (error) => {
    if (BROKEN.test(error.message)) broken ??= error;
  });
  parser.ENTITIES = NO_ENTITIES;
  for (const text of decodeXml(bytes)) {
    parser.write(text);
    if (broken !== null) break;
  }
  if (broken === null) parser.close();
  if (broken) throw damaged(format, broken);
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** The text of a part piece by piece, so that a large one is never in memory twice. */
function* decodeXml(bytes: Uint8Array): Generator<string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = iconv.getDecoder(encodingOf(buffer));
  for (let at = 0; at < buffer.length; at += SLICE) {
    yield decoder.write(buffer.subarray(at, at + SLICE));
  }
  yield decoder.end() ?? "";
}

/** By the byte order mark, which the decoder takes away, else by what the part declares. */
function encodingOf(buffer: Buffer): string {
  const [first, second] = buffer;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const head = buffer.toString("latin1", 0, 200);
  const declared = /^\s*<\?xml[^>]*encoding=["']([\w-]+)/.exec(head)?.[1];
  const known = declared && !/^utf-?16$/i.test(declared) && iconv.encodingExists(declared);
  return known ? declared : "utf-8";
}

/** An attribute by its usual name; another prefix than the usual one is accepted. */
export function attribute(element: XmlElement, name: string): string | undefined {
  const exact = element.attributes[name];
  if (exact !== undefined) return exact;
  const suffix = `:${localName(name)}`;
  for (const key in element.attributes) {
    if (key.endsWith(suffix)) return element.attributes[key];
  }
  return undefined;
}

export function elements(parent: XmlElement, name?: string): XmlElement[] {
  return parent.children.filter(
    (node): node is XmlElement => typeof node !== "string" && (!name || node.name === name),
  );
}

export function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find(
    (node): node is XmlElement => typeof node !== "string" && node.name === name,
  );
}

/** The element at the end of a path of names. */
export function descend(
  parent: XmlElement | undefined,
  ...names: string[]
): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((from, name) => child(from, name), parent);
}

/** All elements below of one of these names, in order; what is inside a found one is not looked at. */
export function findAll(parent: XmlElement, ...names: string[]): XmlElement[] {
  return elements(parent).flatMap((element) =>
    names.includes(element.name) ? [element] : findAll(element, ...names),
  );
}

export function textOf(node: XmlNode): string {
  return typeof node === "string" ? node : node.children.map(textOf).join("");
}

export function damaged(format: string, cause?: Error): AppError {
  return new AppError("ingestion.damaged", "bad-request", { params: { format }, cause });
}
