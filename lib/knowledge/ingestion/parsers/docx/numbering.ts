import { attribute, child, elements, type XmlElement } from "../_office/xml";

interface Level {
  start: number;
  format: string;
  /** Text with "%1" for the number of the first level. */
  text: string;
  legal: boolean;
  /** The style that stands on this level. */
  style: string | undefined;
}
interface List {
  /** Lists of the same kind count on where the other one stopped. */
  kind: string;
  levels: ReadonlyMap<number, Level>;
  restarts: ReadonlyMap<number, number>;
}

const MAX_NUMBER = 100_000;

/** The numbers and bullets that Word shows before paragraphs but doesn't store with them. */
export class Numbering {
  private readonly lists = new Map<string, List>();
  private readonly counts = new Map<string, number[]>();
  private readonly restarted = new Set<string>();

  constructor(root: XmlElement | null) {
    if (!root) return;
    const kinds = new Map<string, XmlElement>();
    for (const kind of elements(root, "abstractNum")) {
      kinds.set(attribute(kind, "w:abstractNumId") ?? "", kind);
    }
    for (const num of elements(root, "num")) {
      const kind = value(num, "abstractNumId") ?? "";
      this.lists.set(attribute(num, "w:numId") ?? "", readList(num, kind, kinds));
    }
  }

  /** The level of a list that paragraphs of a style stand on. */
  levelOfStyle(list: string, style: string): number {
    const levels = [...(this.lists.get(list)?.levels ?? [])];
    return levels.find(([, level]) => level.style === style)?.[0] ?? 0;
  }

  /** Counts one paragraph and gives what stands before it: "2.1", "b)", "-", or "" for nothing. */
  next(listId: string, depth: number): string {
    const list = this.lists.get(listId);
    const level = list?.levels.get(depth);
    if (!list || !level) return "";
    const counts = this.counts.get(list.kind) ?? [];
    this.counts.set(list.kind, counts);
    this.restart(listId, list, counts);
    counts[depth] = Math.min(MAX_NUMBER, (counts[depth] ?? level.start - 1) + 1);
    counts.length = depth + 1;
    if (level.format === "bullet") return level.text === "" ? "" : "-";
    return level.text.replace(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const format = level.legal ? "decimal" : (list.levels.get(at)?.format ?? "decimal");
      return formatNumber(counts[at] ?? list.levels.get(at)?.start ?? 1, format);
    });
  }

  /** A list that begins anew does so when it is met first. */
  private restart(listId: string, list: List, counts: number[]): void {
    if (this.restarted.has(listId)) return;
    this.restarted.add(listId);
    for (const [depth, start] of list.restarts) counts[depth] = start - 1;
  }
}

function readList(num: XmlElement, kind: string, kinds: ReadonlyMap<string, XmlElement>): List {
  const levels = new Map<number, Level>();
  const restarts = new Map<number, number>();
  const own = resolve(kinds.get(kind), kinds);
  for (const level of own ? elements(own, "lvl") : []) addLevel(levels, level);
  for (const override of elements(num, "lvlOverride")) {
    const level = child(override, "lvl");
    if (level) addLevel(levels, level);
    const start = value(override, "startOverride");
    if (start !== undefined) restarts.set(Number(attribute(override, "w:ilvl")), Number(start));
  }
  return { kind, levels, restarts };
}

/** A kind without levels points to a list style, which another kind describes. */
function resolve(kind: XmlElement | undefined, kinds: ReadonlyMap<string, XmlElement>) {
  const link = kind && value(kind, "numStyleLink");
  if (link === undefined) return kind;
  return [...kinds.values()].find((one) => value(one, "styleLink") === link) ?? kind;
}

function addLevel(levels: Map<number, Level>, level: XmlElement): void {
  levels.set(Number(attribute(level, "w:ilvl")), {
    start: Number(value(level, "start") ?? 1),
    format: value(level, "numFmt") ?? "decimal",
    text: value(level, "lvlText") ?? "",
    legal: child(level, "isLgl") !== undefined,
    style: value(level, "pStyle"),
  });
}

function value(parent: XmlElement, name: string): string | undefined {
  const element = child(parent, name);
  return element && attribute(element, "w:val");
}

const CJK_DIGITS = [..."〇一二三四五六七八九"];

/** A number in one of Word's number formats; those of few languages are written in digits. */
export function formatNumber(number: number, format: string): string {
  switch (format) {
    case "none":
      return "";
    case "lowerLetter":
      return letters(number).toLowerCase();
    case "upperLetter":
      return letters(number);
    case "lowerRoman":
      return roman(number).toLowerCase();
    case "upperRoman":
      return roman(number);
    case "decimalZero":
      return String(number).padStart(2, "0");
    case "ideographDigital":
    case "japaneseCounting":
    case "chineseCounting":
    case "chineseCountingThousand":
    case "taiwaneseCountingThousand":
      return cjk(number);
    default:
      return String(number);
  }
}

/** A, B, … Z, AA, BB: Word repeats the letter. */
function letters(number: number): string {
  if (number < 1) return String(number);
  return String.fromCharCode(65 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));
}

function roman(number: number): string {
  const parts: [number, string][] = [
    [1000, "M"],
    [900, "CM"],
    [500, "D"],
    [400, "CD"],
    [100, "C"],
    [90, "XC"],
    [50, "L"],
    [40, "XL"],
    [10, "X"],
    [9, "IX"],
    [5, "V"],
    [4, "IV"],
    [1, "I"],
  ];
  if (number < 1 || number > 5_000) return String(number);
  let rest = number;
  let text = "";
  for (const [size, letter] of parts) {
    text += letter.repeat(Math.floor(rest / size));
    rest %= size;
  }
  return text;
}

/** 1 to 99 as spoken (二十一), larger ones digit by digit. */
function cjk(number: number): string {
  const digit = (at: number) => CJK_DIGITS[at] ?? "";
  if (number < 1 || number > 99)
    return [...String(number)].map((one) => digit(Number(one))).join("");
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  return `${tens > 1 ? digit(tens) : ""}${tens > 0 ? "十" : ""}${ones > 0 ? digit(ones) : ""}`;
}
