import { deflateRawSync } from "node:zlib";

/** Containers for tests, written by hand, so that they can also be wrong. */

export interface ZipFile {
  content: string | Uint8Array;
  /** What the list of contents says instead of the truth. */
  size?: number;
  encrypted?: boolean;
}

/** A zip of these files by name. */
export function makeZip(files: Readonly<Record<string, string | Uint8Array | ZipFile>>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let from = 0;
  for (const [name, given] of Object.entries(files)) {
    const file =
      typeof given === "string" || given instanceof Uint8Array ? { content: given } : given;
    const content = Buffer.from(file.content);
    const packed = deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const flags = (file.encrypted ? 1 : 0) | 0x800;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(nameBytes.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(file.size ?? content.length, 24);
    central.writeUInt16LE(nameBytes.length, 28);
    central.writeUInt32LE(from, 42);
    locals.push(local, nameBytes, packed);
    centrals.push(central, nameBytes);
    from += 30 + nameBytes.length + packed.length;
  }
  const list = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(from, 16);
  return Buffer.concat([...locals, list, end]);
}

/** A package of parts that starts from `main`; `links` are relationships by part. */
export function makePackage(
  main: { part: string; type: string },
  parts: Readonly<Record<string, string | Uint8Array>>,
  links: Readonly<
    Record<string, readonly [id: string, type: string, target: string, external?: true][]>
  > = {},
): Buffer {
  const base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const relationships = (list: readonly (readonly [string, string, string, true?])[]) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
      .map(
        ([id, type, target, external]) =>
          `<Relationship Id="${id}" Type="${base}${type}" Target="${target}"${external ? ' TargetMode="External"' : ""}/>`,
      )
      .join("")}</Relationships>`;
  const files: Record<string, string | Uint8Array> = {
    "[Content_Types].xml": `<Types><Override PartName="/${main.part}" ContentType="${main.type}"/></Types>`,
    "_rels/.rels": relationships([["rId1", "officeDocument", main.part]]),
    ...parts,
  };
  for (const [part, list] of Object.entries(links)) {
    files[part.replace(/([^/]+)$/, "_rels/$1.rels")] = relationships(list);
  }
  return makeZip(files);
}

/** Content of an OLE file: streams by name, folders as objects of them. */
export interface OleTree {
  [name: string]: Uint8Array | OleTree;
}

const SECTOR = 512;
const END_OF_CHAIN = 0xfffffffe;
const FREE = 0xffffffff;

/** An OLE file with a stream a chain of sectors, none of them small. */
export function makeOle(tree: OleTree): Buffer {
  const slots: Buffer[] = [];
  const streams: { slot: number; bytes: Uint8Array }[] = [];
  const addFolder = (slot: Buffer, children: OleTree) => {
    let before: Buffer | null = null;
    for (const [name, content] of Object.entries(children)) {
      const index = slots.length;
      const isStream = content instanceof Uint8Array;
      const own = directorySlot(name, isStream ? 2 : 1);
      slots.push(own);
      if (before) before.writeUInt32LE(index, 72);
      else slot.writeUInt32LE(index, 76);
      before = own;
      if (isStream) streams.push({ slot: index, bytes: content });
      else addFolder(own, content);
    }
  };
  const root = directorySlot("Root Entry", 5);
  slots.push(root);
  addFolder(root, tree);
  const directorySectors = Math.ceil((slots.length * 128) / SECTOR);
  const sizes = streams.map(({ bytes }) => Math.max(1, Math.ceil(bytes.length / SECTOR)));
  const total = directorySectors + sizes.reduce((sum, size) => sum + size, 0);
  const tableSectors = Math.ceil(((total + 1) * 4) / (SECTOR - 4)) + 1;
  const table = Buffer.alloc(tableSectors * SECTOR, 0xff);
  for (let at = 0; at < tableSectors; at += 1) table.writeUInt32LE(0xfffffffd, at * 4);
  const chain = (from: number, count: number) => {
    for (let at = 0; at < count; at += 1) {
      table.writeUInt32LE(at === count - 1 ? END_OF_CHAIN : from + at + 1, (from + at) * 4);
    }
  };
  chain(tableSectors, directorySectors);
  let next = tableSectors + directorySectors;
  streams.forEach(({ slot, bytes }, at) => {
    chain(next, sizes[at] ?? 1);
    slots[slot]?.writeUInt32LE(next, 116);
    slots[slot]?.writeUInt32LE(bytes.length, 120);
    next += sizes[at] ?? 1;
  });
  const head = Buffer.alloc(SECTOR, 0);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(head);
  head.writeUInt16LE(9, 30);
  head.writeUInt16LE(6, 32);
  head.writeUInt32LE(tableSectors, 44);
  head.writeUInt32LE(tableSectors, 48);
  head.writeUInt32LE(0, 56);
  head.writeUInt32LE(END_OF_CHAIN, 60);
  head.writeUInt32LE(END_OF_CHAIN, 68);
  for (let at = 0; at < 109; at += 1)
    head.writeUInt32LE(at < tableSectors ? at : FREE, 76 + at * 4);
  const padded = (bytes: Uint8Array, sectors: number) =>
    Buffer.concat([bytes, Buffer.alloc(sectors * SECTOR - bytes.length)]);
  return Buffer.concat([
    head,
    table,
    padded(Buffer.concat(slots), directorySectors),
    ...streams.map(({ bytes }, at) => padded(bytes, sizes[at] ?? 1)),
  ]);
}

function directorySlot(name: string, type: number): Buffer {
  const slot = Buffer.alloc(128);
  slot.write(name, 0, "utf16le");
  slot.writeUInt16LE((name.length + 1) * 2, 64);
  slot.writeUInt8(type, 66);
  for (const at of [68, 72, 76]) slot.writeUInt32LE(FREE, at);
  slot.writeUInt32LE(END_OF_CHAIN, 116);
  return slot;
}
