/** Bytes before the numbers of a sent halfvec: their count and two unused bytes. */
const HEAD = 4;
/** The head of a sent array of one dimension: dimensions, has-nulls, element type, length, lower bound. */
const ARRAY_HEAD = 20;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * Vectors as the binary form of PostgreSQL's `halfvec[]`: half the bytes of text, and nothing to parse. `type` is
 * the oid of halfvec in the database.
 */
export function encodeHalfvecs(vectors: readonly (readonly number[])[], type: number): Buffer {
  const size = vectors.reduce((sum, vector) => sum + 4 + HEAD + vector.length * 2, ARRAY_HEAD);
  const bytes = Buffer.alloc(size);
  bytes.writeInt32BE(1, 0);
  bytes.writeUInt32BE(type, 8);
  bytes.writeInt32BE(vectors.length, 12);
  bytes.writeInt32BE(1, 16);
  let at = ARRAY_HEAD;
  for (const vector of vectors) {
    bytes.writeInt32BE(HEAD + vector.length * 2, at);
    bytes.writeInt16BE(vector.length, at + 4);
    at += 4 + HEAD;
    for (const value of vector) {
      const half = toHalf(value);
      bytes[at] = half >>> 8;
      bytes[at + 1] = half & 0xff;
      at += 2;
    }
  }
  return bytes;
}

/** The numbers of vectors that `halfvec_send` gave one after the other, each of `dimension` numbers. */
export function decodeHalfvecs(bytes: Buffer, dimension: number): Float32Array {
  const stride = HEAD + dimension * 2;
  const count = bytes.length / stride;
  const values = new Float32Array(count * dimension);
  const table = halves();
  let to = 0;
  for (let row = 0; row < count; row += 1) {
    let at = row * stride + HEAD;
    for (const end = at + dimension * 2; at < end; at += 2, to += 1) {
      values[to] = table[((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)] ?? 0;
    }
  }
  return values;
}

/** The nearest half-precision number, ties to even; too large ones become infinite, which pgvector refuses. */
function toHalf(value: number): number {
  float[0] = value;
  const single = bits[0] ?? 0;
  const sign = (single >>> 16) & 0x8000;
  const magnitude = single & 0x7fffffff;
  if (magnitude >= 0x47800000) return sign | (magnitude > 0x7f800000 ? 0x7e00 : 0x7c00);
  if (magnitude < 0x38800000) {
    // Below the smallest normal number the steps are 2^-24 wide.
    float[0] = Math.abs(value) * 2 ** 24;
    return sign | roundToEven(float[0]);
  }
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

let table: Float32Array | undefined;

/** All 65,536 half-precision numbers by their bits. */
function halves(): Float32Array {
  table ??= Float32Array.from({ length: 0x10000 }, (_, half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >>> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
  return table;
}
