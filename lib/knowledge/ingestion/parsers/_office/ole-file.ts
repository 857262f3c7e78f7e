import { damaged } from "./xml";

/** A stream or folder of an OLE file. */
export interface OleEntry {
  name: string;
  kind: "folder" | "stream";
  children: readonly OleEntry[];
  /** The content of a stream; empty for a folder. */
  read(): Buffer;
}

interface Slot {
  name: string;
  type: number;
  left: number;
  right: number;
  child: number;
  start: number;
  size: number;
}

const SIGNATURE = Buffer.from("d0cf11e0a1b11ae1", "hex");
const SLOT_BYTES = 128;
const FOLDER = 1;
const ROOT = 5;
/** Sector numbers from here on are not sectors. */
const LAST_SECTOR = 0xfffffffa;
const NONE = 0xffffffff;
const MAX_DEPTH = 16;

/**
 * An OLE file (DOC, XLS, PPT and MSG are): a small file system. Chains and trees that run in circles or out of the
 * file throw `ingestion.damaged`, as does a file that isn't one.
 */
export function openOle(bytes: Buffer, format: string): OleEntry {
  return guarded(format, () => new OleReader(bytes, format).root());
}

function guarded<T>(format: string, task: () => T): T {
  try {
    return task();
  } catch (cause) {
    throw damaged(format, cause instanceof Error ? cause : undefined);
  }
}

/** The stream at the top of a file, by its name in any case. */
export function oleStream(folder: OleEntry, name: string): Buffer | null {
  const wanted = name.toLowerCase();
  const entry = folder.children.find((one) => one.name.toLowerCase() === wanted);
  return entry?.kind === "stream" ? entry.read() : null;
}

class OleReader {
  private readonly sectorBytes: number;
  private readonly miniBytes: number;
  private readonly miniLimit: number;
  private readonly fat: Uint32Array;
  private readonly miniFat: Uint32Array;
  private readonly slots: Slot[];
  private readonly mini: Buffer;
  private readonly seen = new Set<number>();

  constructor(
    private readonly bytes: Buffer,
    private readonly format: string,
  ) {
    if (!bytes.subarray(0, 8).equals(SIGNATURE)) throw new RangeError("no signature");
    this.sectorBytes = 1 << bytes.readUInt16LE(30);
    this.miniBytes = 1 << bytes.readUInt16LE(32);
    if (this.sectorBytes < 128 || this.sectorBytes > 65_536 || this.miniBytes > this.sectorBytes) {
      throw new RangeError("sector size");
    }
    this.miniLimit = bytes.readUInt32LE(56);
    this.fat = this.readFat();
    this.miniFat = numbers(this.chain(bytes.readUInt32LE(60)));
    const directory = this.chain(bytes.readUInt32LE(48));
    this.slots = Array.from({ length: Math.floor(directory.length / SLOT_BYTES) }, (_, at) =>
      readSlot(directory.subarray(at * SLOT_BYTES, (at + 1) * SLOT_BYTES)),
    );
    const [root] = this.slots;
    if (root?.type !== ROOT) throw new RangeError("no root");
    this.mini = root.start < LAST_SECTOR ? this.chain(root.start) : Buffer.alloc(0);
  }

  root(): OleEntry {
    const [root] = this.slots;
    return this.entry(root ?? this.slot(0), 0);
  }

  private entry(slot: Slot, depth: number): OleEntry {
    const folder = slot.type === FOLDER || slot.type === ROOT;
    return {
      name: slot.name,
      kind: folder ? "folder" : "stream",
      children: folder && depth < MAX_DEPTH ? this.siblings(slot.child, depth + 1) : [],
      read: () => (folder ? Buffer.alloc(0) : guarded(this.format, () => this.content(slot))),
    };
  }

  /** The entries of a folder hang in a search tree. */
  private siblings(top: number, depth: number): OleEntry[] {
    const found: OleEntry[] = [];
    const waiting = [top];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      if (index === NONE || index >= this.slots.length) continue;
      if (this.seen.has(index)) throw new RangeError("circle in directory");
      this.seen.add(index);
      const slot = this.slot(index);
      waiting.push(slot.right, slot.left);
      found.push(this.entry(slot, depth));
    }
    return found;
  }

  private slot(index: number): Slot {
    const slot = this.slots[index];
    if (!slot) throw new RangeError("no such entry");
    return slot;
  }

  private content({ start, size }: Slot): Buffer {
    if (size === 0) return Buffer.alloc(0);
    const mini = size < this.miniLimit;
    const all = mini ? this.miniChain(start) : this.chain(start);
    return all.subarray(0, size);
  }

  private readFat(): Uint32Array {
    const { bytes, sectorBytes } = this;
    const places: number[] = [];
    for (let at = 76; at < 512; at += 4) places.push(bytes.readUInt32LE(at));
    const perSector = sectorBytes / 4 - 1;
    let next = bytes.readUInt32LE(68);
    for (let left = bytes.readUInt32LE(72); left > 0 && next < LAST_SECTOR; left -= 1) {
      const sector = this.sector(next);
      for (let at = 0; at < perSector; at += 1) places.push(sector.readUInt32LE(at * 4));
      next = sector.readUInt32LE(perSector * 4);
      if (places.length > bytes.length / 4) throw new RangeError("circle in table");
    }
    const used = places.filter((place) => place < LAST_SECTOR);
    return numbers(Buffer.concat(used.map((place) => this.sector(place))));
  }

  private sector(index: number): Buffer {
    const from = (index + 1) * this.sectorBytes;
    if (from >= this.bytes.length) throw new RangeError("sector outside of the file");
    return this.bytes.subarray(from, from + this.sectorBytes);
  }

  private chain(start: number): Buffer {
    const parts: Buffer[] = [];
    for (let at = start; at < LAST_SECTOR; at = this.fat[at] ?? NONE) {
      if (parts.length > this.fat.length) throw new RangeError("circle of sectors");
      parts.push(this.sector(at));
    }
    return Buffer.concat(parts);
  }

  private miniChain(start: number): Buffer {
    const parts: Buffer[] = [];
    for (let at = start; at < LAST_SECTOR; at = this.miniFat[at] ?? NONE) {
      if (parts.length > this.miniFat.length) throw new RangeError("circle of small sectors");
      parts.push(this.mini.subarray(at * this.miniBytes, (at + 1) * this.miniBytes));
    }
    return Buffer.concat(parts);
  }
}

function readSlot(slot: Buffer): Slot {
  const nameBytes = Math.min(64, slot.readUInt16LE(64));
  return {
    name: slot.toString("utf16le", 0, Math.max(0, nameBytes - 2)),
    type: slot.readUInt8(66),
    left: slot.readUInt32LE(68),
    right: slot.readUInt32LE(72),
    child: slot.readUInt32LE(76),
    start: slot.readUInt32LE(116),
    size: slot.readUInt32LE(120),
  };
}

function numbers(bytes: Buffer): Uint32Array {
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, at) => bytes.readUInt32LE(at * 4));
}
