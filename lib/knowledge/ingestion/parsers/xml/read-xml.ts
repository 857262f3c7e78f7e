import { SaxesParser } from "saxes";
import { AppError } from "@/lib/errors/app-error";
import { MAX_DEPTH, tooDeep } from "../check-depth";

export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (string | XmlElement)[];
}

/** Names that XHTML and many feeds use without declaring them. */
const NAMED: Readonly<Record<string, string>> = {
  nbsp: " ",
  copy: "©",
  reg: "®",
  trade: "™",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  euro: "€",
};

/**
 * The elements of an XML text. Entities of a document type are never looked at: those that a text uses are left out.
 * Throws `ingestion.damaged` where it isn't well-formed, `ingestion.too-deep`.
 */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser();
  const root: XmlElement = { name: "", attributes: {}, children: [] };
  const open = [root];
  let unknownEntities = false;
  const addText = (part: string) => {
    const known = unknownEntities ? part.replace(/&[\w.:-]{1,100};/g, "") : part;
    unknownEntities = false;
    if (known !== "") open.at(-1)?.children.push(known);
  };
  Object.assign(parser.ENTITIES, NAMED);
  parser.on("opentag", ({ name, attributes }) => {
    const element: XmlElement = {
      name,
      attributes: attributes,
      children: [],
    };
    open.at(-1)?.children.push(element);
    open.push(element);
    if (open.length > MAX_DEPTH) throw tooDeep();
  });
  parser.on("closetag", () => void open.pop());
  parser.on("text", addText);
  parser.on("cdata", (part) => void open.at(-1)?.children.push(part));
  parser.on("error", (error) => {
    if (!/undefined entity/i.test(error.message)) throw damaged(error);
    unknownEntities = true;
  });
  parser.write(text.replace(/^\ufeff?\s*/, "")).close();
  const found = root.children.find((child) => typeof child !== "string");
  if (!found) throw damaged(null);
  return found;
}

const damaged = (cause: unknown) =>
  new AppError("ingestion.damaged", "bad-request", { params: { format: "xml" }, cause });
