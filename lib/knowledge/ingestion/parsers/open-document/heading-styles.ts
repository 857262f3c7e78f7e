import { attribute, findAll, type XmlElement } from "../_office/xml";

/** Paragraph styles that are headings without being stored as headings: titles, above all. */
export class HeadingStyles {
  private readonly levels = new Map([
    ["Title", 1],
    ["Subtitle", 2],
  ]);

  /** Adds styles that are based on known ones; what looks a little different has a style of its own. */
  add(root: XmlElement): void {
    for (const style of findAll(root, "style")) {
      const level = this.levels.get(attribute(style, "style:parent-style-name") ?? "");
      const name = attribute(style, "style:name");
      if (level !== undefined && name !== undefined) this.levels.set(name, level);
    }
  }

  levelOf(paragraph: XmlElement): number | null {
    return this.levels.get(attribute(paragraph, "text:style-name") ?? "") ?? null;
  }
}
