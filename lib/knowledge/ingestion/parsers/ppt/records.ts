/** One record of a PowerPoint file: a container of others, or an atom with a value. */
export interface PptRecord {
  type: number;
  instance: number;
  /** Its content, without the head. */
  data: Buffer;
  isContainer: boolean;
}

const HEAD = 8;
const MAX_DEPTH = 40;

/** The record at a place. Throws a RangeError outside of the stream. */
export function recordAt(stream: Buffer, at: number): PptRecord {
  const versionAndInstance = stream.readUInt16LE(at);
  const length = stream.readUInt32LE(at + 4);
  return {
    type: stream.readUInt16LE(at + 2),
    instance: versionAndInstance >> 4,
    data: stream.subarray(at + HEAD, at + HEAD + length),
    isContainer: (versionAndInstance & 15) === 15,
  };
}

/** The records of a container, in order; a record cut off at the end is left out. */
export function childrenOf({ data }: Pick<PptRecord, "data">): PptRecord[] {
  const found: PptRecord[] = [];
  for (let at = 0; at + HEAD <= data.length;) {
    const record = recordAt(data, at);
    found.push(record);
    at += HEAD + data.readUInt32LE(at + 4);
  }
  return found;
}

/** All records of one type below a container, in order; what is inside a found one is not looked at. */
export function descendants(parent: PptRecord, type: number, depth = 0): PptRecord[] {
  if (depth > MAX_DEPTH) return [];
  return childrenOf(parent).flatMap((record) => {
    if (record.type === type) return [record];
    return record.isContainer ? descendants(record, type, depth + 1) : [];
  });
}
