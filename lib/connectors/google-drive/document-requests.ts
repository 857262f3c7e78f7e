import type { WrittenBlock, WrittenPart, WrittenRun } from "@/lib/connectors/_contract/writing";

/** A request of documents.batchUpdate, as its reference names it. */
export type DocsRequest = Readonly<Record<string, unknown>>;

interface Stretch {
  readonly startIndex: number;
  readonly endIndex: number;
}

/** Where the body of a document ends. */
export interface BodyEnd {
  /** Of its last newline, which nothing is written behind. */
  readonly index: number;
  /** Nothing stands before that newline in its paragraph. */
  readonly blank: boolean;
}

/** Under which a part is found again in a document. */
export const nameOf = (part: Pick<WrittenPart, "id">) => `groundwork:${part.id}`;

/**
 * What Docs takes out of texts without a word would move all indexes after it: control characters, those for private use, and tabs
 * before the words of a list.
 */
const BREAKS = /\r\n?|[\n\u2028\u2029]/g;
const DROPPED = /[\u0000-\u0008\u000C-\u001F\uE000-\uF8FF]/g;
const SOFT_BREAK = "\u000B";

function inDocs(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .replace(BREAKS, SOFT_BREAK)
    .replaceAll("\t", " ")
    .replace(DROPPED, "");
}

const STYLES: Readonly<Record<WrittenBlock["kind"], string>> = {
  title: "TITLE",
  heading: "HEADING_2",
  subheading: "HEADING_3",
  text: "NORMAL_TEXT",
  bullet: "NORMAL_TEXT",
  number: "NORMAL_TEXT",
  quote: "NORMAL_TEXT",
};
const PRESETS = { bullet: "BULLET_DISC_CIRCLE_SQUARE", number: "NUMBERED_DECIMAL_ALPHA_ROMAN" };
const INDENT = { indentStart: { magnitude: 18, unit: "PT" } };
const GREY = { color: { rgbColor: { red: 0.4, green: 0.4, blue: 0.4 } } };

interface Placed {
  readonly block: WrittenBlock;
  readonly runs: readonly { readonly run: WrittenRun; readonly text: string }[];
  /** With its newline. */
  readonly at: Stretch;
}

/**
 * The requests that write parts at the end of a body, each under its name. Indexes are UTF-16 code units, as Docs counts. All words go in
 * at once, so that what follows only marks stretches of them and moves none.
 */
export function requestsFor(parts: readonly WrittenPart[], end: BodyEnd): DocsRequest[] {
  const lead = end.blank ? "" : "\n";
  let at = end.index + lead.length;
  const placed = parts.map((part) => {
    const startIndex = at;
    const blocks = part.blocks.map((block): Placed => {
      const runs = block.runs.map((run) => ({ run, text: inDocs(run.text) }));
      const length = runs.reduce((sum, { text }) => sum + text.length, 0) + 1;
      const stretch = { startIndex: at, endIndex: at + length };
      at = stretch.endIndex;
      return { block, runs, at: stretch };
    });
    return { name: nameOf(part), blocks, at: { startIndex, endIndex: at } };
  });
  const blocks = placed.flatMap((part) => part.blocks);
  if (blocks.length === 0) return [];
  const text = blocks.map(({ runs }) => `${runs.map((run) => run.text).join("")}\n`).join("");
  const all = { startIndex: end.index + lead.length, endIndex: at };
  return [
    { insertText: { location: { index: end.index }, text: lead + text } },
    ...plain(all),
    ...blocks.flatMap(paragraphStyle),
    ...blocks.flatMap(textStyles),
    ...lists(blocks),
    ...placed
      .filter((part) => part.blocks.length > 0)
      .map(({ name, at: range }) => ({ createNamedRange: { name, range } })),
  ];
}

/** What is written takes on the looks of what it stands beside; this takes them off. */
function plain(range: Stretch): DocsRequest[] {
  return [
    { deleteParagraphBullets: { range } },
    {
      updateTextStyle: {
        range,
        textStyle: {},
        fields: "bold,italic,underline,strikethrough,foregroundColor,backgroundColor,link,fontSize",
      },
    },
    {
      updateParagraphStyle: {
        range,
        paragraphStyle: { namedStyleType: "NORMAL_TEXT" },
        fields: "namedStyleType,alignment,indentStart,indentFirstLine,indentEnd",
      },
    },
  ];
}

function paragraphStyle({ block, at: range }: Placed): DocsRequest[] {
  if (block.kind === "quote") {
    const paragraphStyle = { ...INDENT, indentFirstLine: INDENT.indentStart };
    const fields = "indentStart,indentFirstLine";
    return [{ updateParagraphStyle: { range, paragraphStyle, fields } }];
  }
  const namedStyleType = STYLES[block.kind];
  if (namedStyleType === "NORMAL_TEXT") return [];
  const paragraphStyle = { namedStyleType };
  return [{ updateParagraphStyle: { range, paragraphStyle, fields: "namedStyleType" } }];
}

function textStyles({ runs, at }: Placed): DocsRequest[] {
  let startIndex = at.startIndex;
  return runs.flatMap(({ run, text }) => {
    const range = { startIndex, endIndex: startIndex + text.length };
    startIndex = range.endIndex;
    const textStyle = {
      ...(run.bold && { bold: true }),
      ...(run.italic && { italic: true }),
      ...(run.faint && { foregroundColor: GREY }),
      ...(run.href !== undefined && { link: { url: run.href } }),
    };
    const fields = Object.keys(textStyle).join(",");
    if (text === "" || fields === "") return [];
    return [{ updateTextStyle: { range, textStyle, fields } }];
  });
}

/** Neighbours of one kind are one list. */
function lists(blocks: readonly Placed[]): DocsRequest[] {
  const found: { kind: keyof typeof PRESETS; at: Stretch }[] = [];
  for (const { block, at } of blocks) {
    if (block.kind !== "bullet" && block.kind !== "number") continue;
    const last = found.at(-1);
    if (last?.kind === block.kind && last.at.endIndex === at.startIndex) {
      found[found.length - 1] = { ...last, at: { ...last.at, endIndex: at.endIndex } };
    } else found.push({ kind: block.kind, at });
  }
  return found.map(({ kind, at: range }) => ({
    createParagraphBullets: { range, bulletPreset: PRESETS[kind] },
  }));
}
