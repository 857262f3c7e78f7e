import path from "node:path";
import { attribute, damaged, elements, readXml, type XmlElement } from "./xml";
import { ZipArchive } from "./zip-archive";

export interface Relationship {
  id: string;
  /** The last word of its type, the same in both dialects: "slide", "footnotes", "hyperlink". */
  type: string;
  /** Name of a part, or an address when external. */
  target: string;
  external: boolean;
}

/** A DOCX, PPTX or XLSX: parts that refer to each other by relationships. Nothing external is ever opened. */
export class OoxmlPackage {
  readonly zip: ZipArchive;
  private readonly known = new Map<string, readonly Relationship[]>();

  constructor(
    bytes: Buffer,
    readonly format: string,
  ) {
    this.zip = new ZipArchive(bytes, format);
  }

  /** The part everything starts from. Throws `ingestion.damaged` when there is none. */
  mainPart(): string {
    const main = this.related("", "officeDocument")[0]?.target;
    if (!main || !this.zip.has(main)) throw damaged(this.format);
    return main;
  }

  bytes(part: string): Buffer | null {
    return this.zip.read(part);
  }

  xml(part: string): XmlElement | null {
    const bytes = this.bytes(part);
    return bytes && readXml(bytes, this.format);
  }

  /** What a part refers to, in the order of its list; "" is the package itself. */
  relationships(part: string): readonly Relationship[] {
    const cached = this.known.get(part);
    if (cached) return cached;
    const folder = path.posix.dirname(part || "x");
    const list = this.xml(path.posix.join(folder, "_rels", `${path.posix.basename(part)}.rels`));
    const found = list
      ? elements(list, "Relationship").map((one) => relationship(one, folder))
      : [];
    this.known.set(part, found);
    return found;
  }

  related(part: string, type: string): Relationship[] {
    return this.relationships(part).filter((one) => one.type === type && !one.external);
  }

  /** The first related part of a type as a tree. */
  relatedXml(part: string, type: string): XmlElement | null {
    const target = this.related(part, type)[0]?.target;
    return target === undefined ? null : this.xml(target);
  }

  byId(part: string, id: string | undefined): Relationship | undefined {
    return this.relationships(part).find((one) => one.id === id);
  }

  /** Whether it brings a program along. It is never run. */
  hasMacros(): boolean {
    return this.zip.entries.some(({ name }) => /(?:^|\/)vbaProject\.bin$/i.test(name));
  }
}

function relationship(element: XmlElement, folder: string): Relationship {
  const external = attribute(element, "TargetMode") === "External";
  const target = attribute(element, "Target") ?? "";
  const inside = target.startsWith("/") ? target.slice(1) : path.posix.join(folder, target);
  return {
    id: attribute(element, "Id") ?? "",
    type: (attribute(element, "Type") ?? "").split("/").at(-1) ?? "",
    target: external ? target : inside,
    external,
  };
}
