/**
 * @typedef {{ kind: "heading", level: number, text: string }
 *   | { kind: "paragraph", text: string }
 *   | { kind: "bullets" | "steps", items: string[] }
 *   | { kind: "table", header: string[], rows: string[][] }} Block
 * @typedef {{ title: string, subtitle: string, owner: string, version: string, valid: string }} Meta
 */

const META_KEYS = ["title", "subtitle", "owner", "version", "valid"];
const BULLET = /^- /;
const STEP = /^\d+\. /;

/**
 * Reads the small Markdown dialect of the sample sources: a front matter with exactly the five
 * `Meta` keys, `##` and `###` headings, one-line paragraphs, `-` and `1.` lists and pipe tables.
 * There is no inline markup. Throws on a missing key.
 *
 * @param {string} text
 * @returns {{ meta: Meta, body: string, blocks: Block[] }} `body` is the text after the front matter.
 */
export function parseSource(text) {
  const match = /^---\n(.*?)\n---\n+(.*)$/s.exec(text);
  if (!match) throw new Error("A sample source starts with a front matter between two --- lines.");
  const [, head, body] = match;
  const meta = Object.fromEntries(head.split("\n").map((line) => splitOnce(line, ": ")));
  for (const key of META_KEYS) {
    if (!meta[key]) throw new Error(`The front matter of a sample source lacks "${key}".`);
  }
  const blocks = body.split(/\n{2,}/).map((chunk) => parseBlock(chunk.trim()));
  return { meta, body, blocks };
}

/** @returns {Block} */
function parseBlock(chunk) {
  const lines = chunk.split("\n");
  const heading = /^(#{2,3}) (.*)$/.exec(chunk);
  if (heading) return { kind: "heading", level: heading[1].length - 1, text: heading[2] };
  if (chunk.startsWith("|")) return parseTable(lines);
  if (BULLET.test(chunk)) return { kind: "bullets", items: stripMarks(lines, BULLET) };
  if (STEP.test(chunk)) return { kind: "steps", items: stripMarks(lines, STEP) };
  return { kind: "paragraph", text: lines.join(" ") };
}

/** The second line of a pipe table only separates header and rows. */
function parseTable([header, , ...rows]) {
  return { kind: "table", header: cells(header), rows: rows.map(cells) };
}

const cells = (line) =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
const stripMarks = (lines, mark) => lines.map((line) => line.replace(mark, ""));

function splitOnce(line, separator) {
  const at = line.indexOf(separator);
  return [line.slice(0, at), line.slice(at + separator.length)];
}
