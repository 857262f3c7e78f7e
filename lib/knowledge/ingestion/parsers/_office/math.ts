import { child, elements, textOf, type XmlElement } from "./xml";

/** A formula on one line: (a)/(b), x^2, a_1, √(x). */
export function mathText(element: XmlElement): string {
  if (element.name === "t") return textOf(element);
  if (element.name.endsWith("Pr")) return "";
  const part = (name: string) => {
    const found = child(element, name);
    return found ? mathText(found) : "";
  };
  const raised = (sign: string, text: string) =>
    text === "" ? "" : `${sign}${text.length > 1 ? `(${text})` : text}`;
  switch (element.name) {
    case "f":
      return `(${part("num")})/(${part("den")})`;
    case "sSup":
      return part("e") + raised("^", part("sup"));
    case "sSub":
      return part("e") + raised("_", part("sub"));
    case "sSubSup":
      return part("e") + raised("_", part("sub")) + raised("^", part("sup"));
    case "rad":
      return `√(${part("e")})`;
    case "d":
      return `(${elements(element, "e").map(mathText).join(", ")})`;
    default:
      return elements(element).map(mathText).join("");
  }
}
