import { decodeCodePage } from "../_office/code-page";
import { type OleEntry, oleStream } from "../_office/ole-file";
import { decodeText } from "../read-text";

/** The properties of a message, a receiver or an attachment of Outlook, by their number. */
export class Properties {
  private readonly streams: ReadonlyMap<string, OleEntry>;
  private readonly numbers: ReadonlyMap<number, number>;
  private readonly times: ReadonlyMap<number, Date>;
  private readonly codePage: number;

  constructor(folder: OleEntry, parent?: Properties) {
    this.streams = new Map(folder.children.map((one) => [one.name.toLowerCase(), one]));
    const fixed = readFixed(oleStream(folder, "__properties_version1.0"));
    this.numbers = fixed.numbers;
    this.times = fixed.times;
    this.codePage = this.number(0x3ffd) ?? this.number(0x3fde) ?? parent?.codePage ?? 1252;
  }

  number(id: number): number | undefined {
    return this.numbers.get(id);
  }

  time(id: number): Date | undefined {
    return this.times.get(id);
  }

  text(id: number): string {
    const wide = this.bytes(id, "001f");
    if (wide && wide.length > 0) return wide.toString("utf16le").replace(/\0+$/, "");
    const narrow = this.bytes(id, "001e");
    return narrow ? this.decode(narrow).replace(/\0+$/, "") : "";
  }

  /** A page is stored as bytes in the encoding the message was sent in. */
  page(id: number): string {
    const bytes = this.bytes(id, "0102");
    if (!bytes) return this.text(id);
    const sent = this.number(0x3fde);
    return sent === undefined ? decodeText(bytes) : decodeCodePage(bytes, sent);
  }

  bytes(id: number, type: string): Buffer | null {
    const entry = this.streams.get(`__substg1.0_${id.toString(16).padStart(4, "0")}${type}`);
    return entry?.kind === "stream" ? entry.read() : null;
  }

  folder(id: number): OleEntry | undefined {
    const entry = this.streams.get(`__substg1.0_${id.toString(16).padStart(4, "0")}000d`);
    return entry?.kind === "folder" ? entry : undefined;
  }

  /** Asian programs often store text in another code page than they say: then it is guessed. */
  private decode(bytes: Buffer): string {
    const isAscii = bytes.every((byte) => byte < 128);
    if (isAscii || (this.codePage !== 1252 && this.codePage !== 20127)) {
      return decodeCodePage(bytes, this.codePage);
    }
    return decodeText(bytes);
  }
}

/** Hundred nanoseconds from 1601 to 1970. */
const EPOCH = 116_444_736_000_000_000n;
const INT32 = 0x0003;
const TIME = 0x0040;

/** Values of fixed size: a list of tag, flags and value at the end of the stream, after a head of varying length. */
function readFixed(stream: Buffer | null) {
  const numbers = new Map<number, number>();
  const times = new Map<number, Date>();
  if (!stream) return { numbers, times };
  const head = stream.length % 16 === 0 ? 32 : 8 + ((stream.length - 8) % 16);
  for (let at = head; at + 16 <= stream.length; at += 16) {
    const id = stream.readUInt16LE(at + 2);
    const type = stream.readUInt16LE(at);
    if (type === INT32) numbers.set(id, stream.readInt32LE(at + 8));
    if (type === TIME) {
      const time = new Date(Number((stream.readBigUInt64LE(at + 8) - EPOCH) / 10_000n));
      if (!Number.isNaN(time.getTime())) times.set(id, time);
    }
  }
  return { numbers, times };
}
