import { AppError } from "@/lib/errors/app-error";
import { decodeCodePage } from "../_office/code-page";
import { type OleEntry, oleStream } from "../_office/ole-file";

/** Characters of a document that stand together in the file. */
interface Piece {
  /** First character and the one after the last. */
  from: number;
  to: number;
  /** Place of the first one's bytes. */
  place: number;
  bytesEach: 1 | 2;
}

/** The stretches of a document's characters that are texts of their own, one after another. */
export interface Lengths {
  text: number;
  footnotes: number;
  headers: number;
  comments: number;
  endnotes: number;
  boxes: number;
}

/** A table of the file: character positions, with as many records of a fixed size. */
export interface PositionTable {
  positions: number[];
  records: Buffer[];
}

const WORD_6 = 0xa5dc;
const FIRST_WORD_97 = 0xc1;
const ENCRYPTED = 0x0100;
const COMPLEX = 0x0004;
const SECOND_TABLE = 0x0200;
const EIGHT_BIT = 0x40000000;
const PIECES = 33;
/** Code pages of Word 6 by the language it was made for; all others are western. */
const CODE_PAGES: Readonly<Record<number, number>> = {
  0x401: 1256,
  0x404: 950,
  0x405: 1250,
  0x408: 1253,
  0x40d: 1255,
  0x40e: 1250,
  0x411: 932,
  0x412: 949,
  0x415: 1250,
  0x419: 1251,
  0x41e: 874,
  0x41f: 1254,
  0x804: 936,
};

/**
 * The text of a Word file (Word 6 to 2003) by character positions. Throws `ingestion.password` when it is encrypted
 * and a RangeError when it is damaged.
 */
export class WordFile {
  readonly main: Buffer;
  readonly lengths: Lengths;
  /** Word 6 and 95 store no more than text here. */
  readonly isOld: boolean;
  private readonly table: Buffer;
  private readonly pieces: Piece[];
  private readonly codePage: number;

  constructor(root: OleEntry) {
    const main = oleStream(root, "WordDocument");
    if (!main) throw new RangeError("no document");
    this.main = main;
    const flags = main.readUInt16LE(10);
    if (flags & ENCRYPTED) {
      throw new AppError("ingestion.password", "bad-request", { params: { format: "doc" } });
    }
    this.isOld = main.readUInt16LE(0) === WORD_6 || main.readUInt16LE(2) < FIRST_WORD_97;
    this.codePage = this.isOld ? (CODE_PAGES[main.readUInt16LE(6)] ?? 1252) : 1252;
    const named = oleStream(root, flags & SECOND_TABLE ? "1Table" : "0Table");
    this.table = this.isOld ? main : (named ?? main);
    this.lengths = this.readLengths();
    this.pieces = this.isOld && !(flags & COMPLEX) ? this.onePiece() : this.readPieces();
  }

  /** Characters and where their bytes are, of a stretch. */
  read(from: number, to: number): { text: string; places: Uint32Array } {
    const texts: string[] = [];
    const places: number[] = [];
    for (const piece of this.pieces) {
      const start = Math.max(from, piece.from);
      const end = Math.min(to, piece.to);
      if (start >= end) continue;
      const first = piece.place + (start - piece.from) * piece.bytesEach;
      const bytes = this.main.subarray(first, first + (end - start) * piece.bytesEach);
      const text = piece.bytesEach === 2 ? bytes.toString("utf16le") : this.decode(bytes);
      texts.push(text);
      const each = text.length === 0 ? 1 : bytes.length / text.length;
      for (let at = 0; at < text.length; at += 1) places.push(first + Math.floor(at * each));
    }
    return { text: texts.join(""), places: Uint32Array.from(places) };
  }

  /** A table by its place in the list of tables; records follow the positions. */
  positions(index: number, recordBytes: number): PositionTable {
    const bytes = this.part(index);
    const count = Math.max(0, Math.floor((bytes.length - 4) / (4 + recordBytes)));
    if (bytes.length < 4) return { positions: [], records: [] };
    const positions = Array.from({ length: count + 1 }, (_, at) => bytes.readUInt32LE(at * 4));
    const start = (count + 1) * 4;
    const records = Array.from({ length: count }, (_, at) =>
      bytes.subarray(start + at * recordBytes, start + (at + 1) * recordBytes),
    );
    return { positions, records };
  }

  private part(index: number): Buffer {
    if (this.isOld) return Buffer.alloc(0);
    const at = 154 + index * 8;
    const start = this.main.readUInt32LE(at);
    return this.table.subarray(start, start + this.main.readUInt32LE(at + 4));
  }

  private decode(bytes: Buffer): string {
    return decodeCodePage(bytes, this.codePage);
  }

  private readLengths(): Lengths {
    const first = this.isOld ? 52 : 76;
    const [text = 0, footnotes = 0, headers = 0, , comments = 0, endnotes = 0, boxes = 0] =
      Array.from({ length: 7 }, (_, at) => this.main.readUInt32LE(first + at * 4));
    return { text, footnotes, headers, comments, endnotes, boxes };
  }

  private onePiece(): Piece[] {
    const start = this.main.readUInt32LE(24);
    const end = Math.min(this.main.length, this.main.readUInt32LE(28));
    return [{ from: 0, to: Math.max(0, end - start), place: start, bytesEach: 1 }];
  }

  /** Property lists come before the table of pieces. */
  private readPieces(): Piece[] {
    const at = this.isOld ? this.main.readUInt32LE(352) : this.main.readUInt32LE(154 + PIECES * 8);
    let start = at;
    while (this.table.readUInt8(start) === 1) start += 3 + this.table.readUInt16LE(start + 1);
    if (this.table.readUInt8(start) !== 2) throw new RangeError("no pieces");
    const bytes = this.table.subarray(start + 5, start + 5 + this.table.readUInt32LE(start + 1));
    const count = Math.floor((bytes.length - 4) / 12);
    return Array.from({ length: count }, (_, index) => {
      const place = bytes.readUInt32LE((count + 1) * 4 + index * 8 + 2);
      const narrow = this.isOld || (place & EIGHT_BIT) !== 0;
      return {
        from: bytes.readUInt32LE(index * 4),
        to: bytes.readUInt32LE(index * 4 + 4),
        place: this.isOld ? place : narrow ? (place & ~EIGHT_BIT) / 2 : place,
        bytesEach: narrow ? 1 : 2,
      };
    });
  }
}
