import { attribute, child, findAll, type XmlElement } from "../_office/xml";

/** Styles of text that the program doesn't show. */
export class HiddenStyles {
  private readonly names = new Set<string>();

  add(root: XmlElement): void {
    for (const style of findAll(root, "style")) {
      const name = attribute(style, "style:name");
      const parent = attribute(style, "style:parent-style-name") ?? "";
      const look = child(style, "text-properties");
      const display = look && attribute(look, "text:display");
      const hidden = display === undefined ? this.names.has(parent) : display === "none";
      if (name !== undefined && hidden) this.names.add(name);
    }
  }

  /** Whether all of an element is hidden. What is hidden within another one is taken away from it. */
  takes(element: XmlElement): boolean {
    if (this.names.size === 0) return false;
    const style = attribute(element, "text:style-name") ?? "";
    if (/^(?:span|p|h|a)$/.test(element.name) && this.names.has(style)) return true;
    element.children = element.children.filter(
      (node) => typeof node === "string" || !this.takes(node),
    );
    return false;
  }
}
