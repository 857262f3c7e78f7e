import type { WordFile } from "./word-file";

/** Properties of the bytes from one place to another. */
interface Run<T> {
  from: number;
  to: number;
  value: T;
}
export interface ParagraphProperties {
  /** Depth of a heading, from 1. */
  heading: number | null;
  inTable: boolean;
  /** Whether the mark ends a row rather than a cell. */
  rowEnd: boolean;
  /** Where the cells of the row end that the mark ends, in twentieths of a point; null where the file doesn't say. */
  cellEdges: readonly number[] | null;
}

const PAGE = 512;
const PARAGRAPHS = 13;
const CHARACTERS = 12;
const OPCODE = {
  deleted: 0x0800,
  hidden: 0x083c,
  inTable: 0x2416,
  rowEnd: 0x2417,
  innerRowEnd: 0x244c,
  outline: 0x2640,
  tableRow: 0xd608,
};
/** Sizes of values by the kind of their opcode; 0 means that the value says its own size. */
const SIZES = [1, 1, 2, 4, 2, 2, 0, 3];
const LONG_LISTS = new Set([0xd608, 0xd609]);
/** Styles 1 to 9 are the headings in every language. */
const LAST_HEADING = 9;

/** How the paragraphs and characters of a Word file look, by the place of their bytes. */
export class WordProperties {
  private readonly paragraphs: Run<ParagraphProperties>[];
  private readonly unseen: Run<true>[];

  constructor(file: WordFile) {
    this.paragraphs = pages(file, PARAGRAPHS).flatMap(readParagraphPage);
    this.unseen = pages(file, CHARACTERS).flatMap(readCharacterPage);
    this.paragraphs.sort((a, b) => a.from - b.from);
    this.unseen.sort((a, b) => a.from - b.from);
  }

  /** Properties of the paragraph whose mark has its bytes at a place. */
  paragraphAt(place: number): ParagraphProperties {
    return (
      find(this.paragraphs, place) ?? {
        heading: null,
        inTable: false,
        rowEnd: false,
        cellEdges: null,
      }
    );
  }

  /** Deleted and hidden text is not shown. */
  isShown(place: number): boolean {
    return find(this.unseen, place) === null;
  }
}

function find<T>(runs: readonly Run<T>[], place: number): T | null {
  let low = 0;
  let high = runs.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (!run) return null;
    if (place < run.from) high = middle - 1;
    else if (place >= run.to) low = middle + 1;
    else return run.value;
  }
  return null;
}

function pages(file: WordFile, index: number): Buffer[] {
  return file.positions(index, 4).records.map((record) => {
    const start = (record.readUInt32LE(0) & 0x3fffff) * PAGE;
    const page = file.main.subarray(start, start + PAGE);
    if (page.length < PAGE) throw new RangeError("no such page");
    return page;
  });
}

function readParagraphPage(page: Buffer): Run<ParagraphProperties>[] {
  const count = Math.min(29, page.readUInt8(PAGE - 1));
  return Array.from({ length: count }, (_, at) => {
    const offset = page.readUInt8((count + 1) * 4 + at * 13) * 2;
    return {
      ...runAt(page, at),
      value: offset === 0 ? paragraph(0, []) : readParagraph(page, offset),
    };
  });
}

function readParagraph(page: Buffer, offset: number): ParagraphProperties {
  const words = page.readUInt8(offset);
  const start = offset + (words === 0 ? 2 : 1);
  const size = words === 0 ? 2 * page.readUInt8(offset + 1) : 2 * words - 1;
  const list = page.subarray(start + 2, Math.min(PAGE - 1, start + size));
  return { ...paragraph(page.readUInt16LE(start), readValues(list)), cellEdges: readEdges(list) };
}

/** A row's table lists the left edge of its cells and where the last one ends. */
function readEdges(list: Buffer): number[] | null {
  for (const { opcode, at, size } of valuesOf(list)) {
    if (opcode !== OPCODE.tableRow || at + 3 > list.length) continue;
    const count = list.readUInt8(at + 2);
    if (at + size > list.length || size < 5 + count * 2) return null;
    return Array.from({ length: count }, (_, cell) => list.readInt16LE(at + 5 + cell * 2));
  }
  return null;
}

function paragraph(style: number, values: readonly [number, number][]): ParagraphProperties {
  const found = new Map(values);
  const outline = found.get(OPCODE.outline);
  const own = style >= 1 && style <= LAST_HEADING ? style : null;
  return {
    heading: outline === undefined ? own : outline < 9 ? outline + 1 : null,
    inTable: found.get(OPCODE.inTable) === 1,
    rowEnd: found.get(OPCODE.rowEnd) === 1 || found.get(OPCODE.innerRowEnd) === 1,
    cellEdges: null,
  };
}

function readCharacterPage(page: Buffer): Run<true>[] {
  const count = Math.min(101, page.readUInt8(PAGE - 1));
  return Array.from({ length: count }, (_, at) => {
    const offset = page.readUInt8((count + 1) * 4 + at) * 2;
    if (offset === 0) return [];
    const list = page.subarray(offset + 1, Math.min(PAGE - 1, offset + 1 + page.readUInt8(offset)));
    const found = new Map(readValues(list));
    const unseen = found.get(OPCODE.deleted) === 1 || found.get(OPCODE.hidden) === 1;
    return unseen ? [{ ...runAt(page, at), value: true as const }] : [];
  }).flat();
}

function runAt(page: Buffer, at: number): { from: number; to: number } {
  return { from: page.readUInt32LE(at * 4), to: page.readUInt32LE(at * 4 + 4) };
}

/** Opcodes with the first byte or word of their value. */
function readValues(list: Buffer): [number, number][] {
  return valuesOf(list).map(({ opcode, at, size }) => [
    opcode,
    size === 2 && at + 2 <= list.length ? list.readUInt16LE(at) : list.readUInt8(at),
  ]);
}

/** Opcodes with the place and size of their values. */
function valuesOf(list: Buffer): { opcode: number; at: number; size: number }[] {
  const values: { opcode: number; at: number; size: number }[] = [];
  for (let at = 0; at + 3 <= list.length;) {
    const opcode = list.readUInt16LE(at);
    at += 2;
    let size = SIZES[opcode >> 13] ?? 1;
    if (size === 0) {
      if (LONG_LISTS.has(opcode)) size = at + 2 <= list.length ? list.readUInt16LE(at) + 1 : 1;
      else size = list.readUInt8(at) + 1;
    }
    values.push({ opcode, at, size });
    at += size;
  }
  return values;
}
