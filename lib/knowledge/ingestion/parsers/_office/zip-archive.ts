import { inflateRawSync } from "node:zlib";
import { AppError, isAppError } from "@/lib/errors/app-error";

/** What one archive may hold, packed or not. */
export interface ZipLimits {
  entries: number;
  entryBytes: number;
  totalBytes: number;
  /** Largest factor by which an entry over a megabyte may grow; documents stay far below. */
  ratio: number;
}
export const ZIP_LIMITS: ZipLimits = {
  entries: 5_000,
  entryBytes: 150_000_000,
  totalBytes: 300_000_000,
  ratio: 200,
};

/** One file of an archive, as its list of contents describes it; sizes may lie. */
export interface ZipEntry {
  name: string;
  packed: number;
  size: number;
  encrypted: boolean;
}

interface Entry extends ZipEntry {
  method: number;
  /** Where its local header begins. */
  from: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;
const UTF8_FLAG = 0x800;
const UNKNOWN_16 = 0xffff;
const UNKNOWN_32 = 0xffffffff;
/** Small files compress by any factor without harm. */
const RATIO_FROM_BYTES = 1_000_000;

/**
 * A zip file (every DOCX is one), opened without trusting it: too many or too large files, a compression no document
 * has, overlapping entries and paths that lead out are refused by its list of contents, and as the list may lie,
 * inflated bytes are counted too. Everything throws `ingestion.damaged` or `ingestion.unsafe-archive`.
 */
export class ZipArchive {
  readonly entries: readonly ZipEntry[];
  private readonly byName: ReadonlyMap<string, Entry>;
  private inflated = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly format: string,
    private readonly limits: ZipLimits = ZIP_LIMITS,
  ) {
    const entries = this.guarded(() => readContents(bytes, limits));
    this.entries = entries;
    this.byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  }

  has(name: string): boolean {
    return this.byName.has(name.toLowerCase());
  }

  /** The bytes of an entry, or null when there is none of this name (upper or lower case). */
  read(name: string): Buffer | null {
    const entry = this.byName.get(name.toLowerCase());
    return entry ? this.guarded(() => this.inflate(entry)) : null;
  }

  private inflate(entry: Entry): Buffer {
    const { bytes, limits } = this;
    if (entry.encrypted) {
      throw new AppError("ingestion.password", "bad-request", { params: { format: this.format } });
    }
    if (bytes.readUInt32LE(entry.from) !== LOCAL) throw new RangeError("no local header");
    const start =
      entry.from + 30 + bytes.readUInt16LE(entry.from + 26) + bytes.readUInt16LE(entry.from + 28);
    const packed = bytes.subarray(start, start + entry.packed);
    if (packed.length < entry.packed) throw new RangeError("truncated entry");
    const room = Math.min(limits.entryBytes, limits.totalBytes - this.inflated);
    const content = entry.method === STORED ? packed : unpack(entry, packed, room);
    if (content.length > room) throw unsafe("entry");
    checkRatio({ packed: entry.packed, size: content.length }, limits);
    this.inflated += content.length;
    return content;
  }

  /** Reading past the end or inflating broken data means damage. */
  private guarded<T>(task: () => T): T {
    try {
      return task();
    } catch (cause) {
      if (isAppError(cause)) throw cause;
      const params = { format: this.format };
      throw new AppError("ingestion.damaged", "bad-request", { params, cause });
    }
  }
}

function unpack({ method }: Entry, packed: Buffer, room: number): Buffer {
  if (method !== DEFLATED) throw unsafe("method");
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, room) });
  } catch (error) {
    if (error instanceof RangeError) throw unsafe("entry");
    throw error;
  }
}

function readContents(bytes: Buffer, limits: ZipLimits): Entry[] {
  const { count, start } = findContents(bytes);
  if (count > limits.entries) throw unsafe("entries");
  const found: Entry[] = [];
  let at = start;
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new RangeError("no entry");
    const entry = readEntry(bytes, at);
    total += entry.size;
    checkEntry(entry, limits);
    found.push(entry);
    at +=
      46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (total > limits.totalBytes) throw unsafe("total");
  const spans = [...found].sort((a, b) => a.from - b.from);
  spans.forEach((entry, index) => {
    const next = spans[index + 1];
    if (next && next.from < entry.from + 30 + entry.packed) throw unsafe("overlap");
  });
  return found;
}

/** The end record is the last thing in the file, before a comment of at most 64 kB. */
function findContents(bytes: Buffer): { count: number; start: number } {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at -= 1) {
    if (bytes.readUInt32LE(at) !== END) continue;
    const count = bytes.readUInt16LE(at + 10);
    const start = bytes.readUInt32LE(at + 16);
    if (count !== UNKNOWN_16 && start !== UNKNOWN_32) return { count, start };
    if (bytes.readUInt32LE(at - 20) !== LOCATOR_64) return { count, start };
    const end64 = Number(bytes.readBigUInt64LE(at - 12));
    if (bytes.readUInt32LE(end64) !== END_64) throw new RangeError("no zip64 record");
    return {
      count: Number(bytes.readBigUInt64LE(end64 + 32)),
      start: Number(bytes.readBigUInt64LE(end64 + 48)),
    };
  }
  throw new RangeError("no end record");
}

function readEntry(bytes: Buffer, at: number): Entry {
  const flags = bytes.readUInt16LE(at + 8);
  const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
  const extra = bytes.subarray(nameEnd, nameEnd + bytes.readUInt16LE(at + 30));
  const entry = {
    size: bytes.readUInt32LE(at + 24),
    packed: bytes.readUInt32LE(at + 20),
    from: bytes.readUInt32LE(at + 42),
  };
  const wide = wideFields(extra);
  for (const key of ["size", "packed", "from"] as const) {
    if (entry[key] === UNKNOWN_32) entry[key] = wide() ?? UNKNOWN_32;
  }
  return {
    ...entry,
    name: entryName(bytes.subarray(at + 46, nameEnd), (flags & UTF8_FLAG) !== 0),
    method: bytes.readUInt16LE(at + 10),
    encrypted: (flags & ENCRYPTED_FLAG) !== 0,
  };
}

/** Gives the 64-bit values of an entry's extra field one after another: only those that don't fit 32 bits are there. */
function wideFields(extra: Buffer): () => number | null {
  let values: Buffer = Buffer.alloc(0);
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) {
      values = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    }
  }
  let at = 0;
  return () => {
    if (at + 8 > values.length) return null;
    at += 8;
    return Number(values.readBigUInt64LE(at - 8));
  };
}

/** Names are UTF-8 by the flag, and mostly without it too; else they are taken byte by byte. */
function entryName(bytes: Buffer, utf8: boolean): string {
  const name = bytes.toString("utf8");
  const text = utf8 || !name.includes("\ufffd") ? name : bytes.toString("latin1");
  return text.replaceAll("\\", "/");
}

function checkEntry({ packed, size, name }: ZipEntry, limits: ZipLimits): void {
  if (size > limits.entryBytes) throw unsafe("entry");
  checkRatio({ packed, size }, limits);
  if (/^\/|^[A-Za-z]:|(?:^|\/)\.\.(?:\/|$)/.test(name)) throw unsafe("path");
}

function checkRatio(entry: { packed: number; size: number }, limits: ZipLimits): void {
  if (entry.size > RATIO_FROM_BYTES && entry.size > entry.packed * limits.ratio)
    throw unsafe("ratio");
}

function unsafe(what: string): AppError {
  return new AppError("ingestion.unsafe-archive", "bad-request", { params: { what } });
}
