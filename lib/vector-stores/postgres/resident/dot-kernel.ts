/**
 * Dot products of one query with many quantised vectors, 16 numbers at a time: a WebAssembly function of 30
 * instructions, written out here because JavaScript has no SIMD of its own (ten times slower).
 *
 *   scan(query, codes, out, rows, stride)
 *
 * `query`: `stride` int16; `codes`: `rows` × `stride` int8, one row after the other; `out`: `rows` int32. All are byte
 * offsets into the memory, `stride` a multiple of {@link LANES}. Sums must fit into 32 bits; the caller scales for that.
 */
export type Scan = (
  ...places: [query: number, codes: number, out: number, rows: number, stride: number]
) => void;

/** How many numbers one step takes. */
export const LANES = 16;

const I32 = 0x7f;
const V128 = 0x7b;
const SIMD = 0xfd;
const VOID_BLOCK = 0x40;
const END = 0x0b;

/** The parameters and locals of the function, in order. */
const QUERY = 0;
const CODES = 1;
const OUT = 2;
const ROWS = 3;
const STRIDE = 4;
const ROW_END = 5;
const AT = 6;
const SUM = 7;

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const constant = (value: number) => [0x41, value];
const block = (...body: number[]) => [0x02, VOID_BLOCK, ...body, END];
const loop = (...body: number[]) => [0x03, VOID_BLOCK, ...body, END];
const branch = (depth: number) => [0x0c, depth];
const branchIf = (depth: number) => [0x0d, depth];
const I32_IS_ZERO = [0x45];
const I32_LESS = [0x49];
const I32_ADD = [0x6a];
const I32_SUBTRACT = [0x6b];
const I32_STORE = [0x36, 2, 0];
const load = (offset: number) => [SIMD, 0x00, 0, offset];
const ZEROS = [SIMD, 0x0c, ...new Array<number>(16).fill(0)];
const lane = (index: number) => [SIMD, 0x1b, index];
const WIDEN_LOW = [SIMD, 0x87, 0x01];
const WIDEN_HIGH = [SIMD, 0x88, 0x01];
const ADD_LANES = [SIMD, 0xae, 0x01];
const DOT = [SIMD, 0xba, 0x01];

const add = (local: number, amount: number) => [
  ...get(local),
  ...constant(amount),
  ...I32_ADD,
  ...set(local),
];

/** sum += widened half of 16 codes · 8 numbers of the query, `offset` bytes from where it stands. */
const addHalf = (widen: number[], offset: number) => [
  ...get(SUM),
  ...get(CODES),
  ...load(0),
  ...widen,
  ...get(AT),
  ...load(offset),
  ...DOT,
  ...ADD_LANES,
  ...set(SUM),
];

const rowOfCodes = loop(
  ...addHalf(WIDEN_LOW, 0),
  ...addHalf(WIDEN_HIGH, 16),
  ...add(AT, 32),
  ...add(CODES, 16),
  ...get(CODES),
  ...get(ROW_END),
  ...I32_LESS,
  ...branchIf(0),
);

const storeSum = [
  ...get(OUT),
  ...[0, 1, 2, 3].flatMap((index) => [...get(SUM), ...lane(index)]),
  ...I32_ADD,
  ...I32_ADD,
  ...I32_ADD,
  ...I32_STORE,
  ...add(OUT, 4),
];

const body = [
  ...block(
    ...loop(
      ...get(ROWS),
      ...I32_IS_ZERO,
      ...branchIf(1),
      ...[...get(CODES), ...get(STRIDE), ...I32_ADD, ...set(ROW_END)],
      ...[...get(QUERY), ...set(AT)],
      ...[...ZEROS, ...set(SUM)],
      ...rowOfCodes,
      ...storeSum,
      ...[...get(ROWS), ...constant(1), ...I32_SUBTRACT, ...set(ROWS)],
      ...branch(0),
    ),
  ),
  END,
];

/** A number as WebAssembly writes lengths: seven bits a byte, the lowest first. */
const length = (count: number): number[] =>
  count < 128 ? [count] : [(count & 127) | 128, ...length(count >>> 7)];
const sized = (bytes: number[]) => [...length(bytes.length), ...bytes];
const section = (id: number, content: number[]) => [id, ...sized(content)];
const name = (text: string) => sized([...Buffer.from(text)]);

const locals = [2, 2, I32, 1, V128];
const MODULE = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]),
  ...section(2, [1, ...name("host"), ...name("memory"), 2, 0, 1]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...name("scan"), 0, 0]),
  ...section(10, [1, ...sized([...locals, ...body])]),
]);

let compiled: WebAssembly.Module | undefined;

/** The function, working on this memory. */
export function scanOn(memory: WebAssembly.Memory): Scan {
  compiled ??= new WebAssembly.Module(MODULE);
  const instance = new WebAssembly.Instance(compiled, { host: { memory } });
  return instance.exports.scan as Scan;
}
