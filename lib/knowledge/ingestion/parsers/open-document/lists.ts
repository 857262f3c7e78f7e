import { attribute, elements, findAll, type XmlElement } from "../_office/xml";
import { formatNumber } from "../docx/numbering";

interface Level {
  bullet: boolean;
  format: string;
  prefix: string;
  suffix: string;
  start: number;
  /** How many levels the number shows. */
  shown: number;
}

const FORMATS: Readonly<Record<string, string>> = {
  "1": "decimal",
  a: "lowerLetter",
  A: "upperLetter",
  i: "lowerRoman",
  I: "upperRoman",
};

/** The list styles of a document and the numbering of its headings. */
export class ListStyles {
  private readonly styles = new Map<string, ReadonlyMap<number, Level>>();

  add(root: XmlElement): void {
    for (const style of findAll(root, "list-style", "outline-style")) {
      const name =
        style.name === "outline-style" ? OUTLINE : (attribute(style, "style:name") ?? "");
      this.styles.set(
        name,
        new Map(elements(style).map((level) => [levelOf(level), readLevel(level)])),
      );
    }
  }

  /** What stands before an item; `counts` are the numbers of its level and those above. */
  label(style: string, counts: readonly number[]): string {
    const levels = this.styles.get(style);
    const level = levels?.get(counts.length);
    if (!level || level.bullet) return style === OUTLINE ? "" : "-";
    if (level.format === "") return "";
    const from = Math.max(0, counts.length - level.shown);
    const numbers = counts
      .slice(from)
      .map((count, at) =>
        formatNumber(count, FORMATS[levels?.get(from + at + 1)?.format ?? ""] ?? "decimal"),
      );
    return `${level.prefix}${numbers.join(".")}${level.suffix}`.trim();
  }

  start(style: string, depth: number): number {
    return this.styles.get(style)?.get(depth)?.start ?? 1;
  }
}

export const OUTLINE = "\0outline";

function levelOf(level: XmlElement): number {
  return Number(attribute(level, "text:level") ?? 0);
}

function readLevel(level: XmlElement): Level {
  return {
    bullet: !/number|outline/.test(level.name),
    format: attribute(level, "style:num-format") ?? "",
    prefix: attribute(level, "style:num-prefix") ?? "",
    suffix: attribute(level, "style:num-suffix") ?? "",
    start: Number(attribute(level, "text:start-value") ?? 1),
    shown: Number(attribute(level, "text:display-levels") ?? 1),
  };
}
