import { SaxesParser } from "saxes";

/** An element with its text and children; attributes and namespaces are left out, S3 says nothing in them. */
export interface XmlElement {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

/** The root element. Throws an Error where the text is not well-formed XML or nested oddly deep. */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser();
  const top: XmlElement = { name: "", text: "", children: [] };
  const open = [top];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => {
    if (open.length > 20) throw new Error("nested too deep");
    const element: XmlElement = { name, text: "", children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (piece) => {
    const element = open.at(-1);
    if (element) element.text += piece;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(text).close();
  const [root] = top.children;
  if (!root) throw new Error("no element");
  return root;
}

/** The children of one name. */
export function all(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The text of the first child of one name; undefined where there is none. */
export function textIn(element: XmlElement | undefined, name: string): string | undefined {
  return all(element, name)[0]?.text;
}
