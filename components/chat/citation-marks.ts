import type { Element, ElementContent, Root, RootContent } from "hast";

const MARK = /\[(\d{1,3})\]/;

/**
 * A rehype plugin that turns each `[n]` whose number is known into `<sup data-citation="n">`; other brackets, and
 * code, stay as they are. Comes after sanitizing, which would take the attribute away.
 */
export function rehypeCitationMarks({ numbers }: { numbers: ReadonlySet<number> }) {
  return (tree: Root) => {
    tree.children = tree.children.flatMap((child): RootContent[] =>
      child.type === "doctype" ? [child] : marked(child, numbers),
    );
  };
}

function marked(node: ElementContent, numbers: ReadonlySet<number>): ElementContent[] {
  if (node.type === "text") return splitAtMarks(node.value, numbers);
  if (node.type !== "element" || node.tagName === "code" || node.tagName === "pre") return [node];
  return [{ ...node, children: node.children.flatMap((child) => marked(child, numbers)) }];
}

function splitAtMarks(text: string, numbers: ReadonlySet<number>): ElementContent[] {
  return splitCitations(text, numbers).map((part) =>
    typeof part === "string" ? { type: "text", value: part } : markElement(part.number),
  );
}

function markElement(number: number): Element {
  const properties = { "data-citation": String(number) };
  return { type: "element", tagName: "sup", properties, children: [] };
}

/** Text cut at the marks of known citations. */
export function splitCitations(
  text: string,
  numbers: ReadonlySet<number>,
): (string | { readonly number: number })[] {
  const parts: (string | { number: number })[] = [];
  let rest = text;
  let plain = "";
  for (let match = MARK.exec(rest); match; match = MARK.exec(rest)) {
    const number = Number(match[1]);
    plain += rest.slice(0, match.index);
    if (numbers.has(number)) {
      if (plain !== "") parts.push(plain);
      parts.push({ number });
      plain = "";
    } else plain += match[0];
    rest = rest.slice(match.index + match[0].length);
  }
  plain += rest;
  if (plain !== "") parts.push(plain);
  return parts;
}
