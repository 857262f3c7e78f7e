import { LANES, scanOn, type Scan } from "./dot-kernel";

const PAGE = 65_536;
/** Rows that are scored at once: their sums have a place of fixed size. */
const ROWS_AT_ONCE = 4096;
/** pgvector's own limit. */
export const MOST_DIMENSIONS = 16_000;
/** Where things lie in the memory: one query, the sums of some rows, then the codes. */
const QUERY_AT = 0;
const SUMS_AT = PAGE;
const CODES_AT = 2 * PAGE;
const LARGEST_CODE = 127;
const LARGEST_QUERY = 32_767;

/**
 * The vectors of one index in memory, a byte a dimension: finds about the nearest of tens of thousands in a few
 * milliseconds. What it finds is scored exactly and checked by the database, so it may hold passages that are gone.
 */
export class ResidentIndex {
  private readonly memory = new WebAssembly.Memory({ initial: CODES_AT / PAGE });
  private readonly scan: Scan = scanOn(this.memory);
  /** A row's length in bytes; unused numbers at its end are 0. */
  private readonly stride: number;
  private readonly ids: string[] = [];
  private readonly rows = new Map<string, number>();
  /** What one step of a code is worth in each row, for vectors of length 1. */
  private steps = new Float32Array(0);

  constructor(readonly dimension: number) {
    this.stride = Math.ceil(dimension / LANES) * LANES;
  }

  get size(): number {
    return this.ids.length;
  }

  /** About how much memory this takes, ids included. */
  get bytes(): number {
    return bytesFor(this.ids.length, this.dimension);
  }

  /** Adds vectors, or replaces those of the same ids. `values` holds them one after the other. */
  put(ids: readonly string[], values: Float32Array): void {
    this.reserve(this.ids.length + ids.length);
    ids.forEach((id, index) => {
      let row = this.rows.get(id);
      if (row === undefined) {
        row = this.ids.push(id) - 1;
        this.rows.set(id, row);
      }
      this.write(row, values.subarray(index * this.dimension, (index + 1) * this.dimension));
    });
  }

  /** The ids of the vectors nearest by angle, best first. A vector of zeros is near nothing in particular. */
  nearest(vector: readonly number[], count: number): string[] {
    this.writeQuery(vector);
    const best = new Best(Math.min(count, this.ids.length));
    for (let from = 0; from < this.ids.length; from += ROWS_AT_ONCE) {
      const rows = Math.min(ROWS_AT_ONCE, this.ids.length - from);
      this.scan(QUERY_AT, CODES_AT + from * this.stride, SUMS_AT, rows, this.stride);
      const sums = new Int32Array(this.memory.buffer, SUMS_AT, rows);
      for (let row = 0; row < rows; row += 1) {
        best.offer(from + row, (sums[row] ?? 0) * (this.steps[from + row] ?? 0));
      }
    }
    return best.sorted().map((row) => this.ids[row] ?? "");
  }

  private reserve(rows: number): void {
    const missing = CODES_AT + rows * this.stride - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(Math.max(missing, this.growth()) / PAGE));
    if (rows > this.steps.length) {
      const steps = new Float32Array(Math.max(rows, Math.ceil(this.steps.length * 1.25)));
      steps.set(this.steps);
      this.steps = steps;
    }
  }

  private growth(): number {
    return Math.ceil((this.memory.buffer.byteLength - CODES_AT) / 8);
  }

  private write(row: number, values: Float32Array): void {
    let squares = 0;
    let largest = 0;
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at] ?? 0;
      squares += value * value;
      largest = Math.max(largest, Math.abs(value));
    }
    const codes = new Int8Array(this.memory.buffer, CODES_AT + row * this.stride, this.stride);
    const scale = largest === 0 ? 0 : LARGEST_CODE / largest;
    for (let at = 0; at < values.length; at += 1) codes[at] = Math.round((values[at] ?? 0) * scale);
    this.steps[row] = largest === 0 ? 0 : 1 / (scale * Math.sqrt(squares));
  }

  /** As finely as sums of this many products still fit into 32 bits. */
  private writeQuery(vector: readonly number[]): void {
    const query = new Int16Array(this.memory.buffer, QUERY_AT, this.stride);
    const room = Math.floor((2 ** 31 - 1) / (LARGEST_CODE * this.stride));
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scale = largest === 0 ? 0 : Math.min(LARGEST_QUERY, room) / largest;
    query.fill(0);
    vector.forEach((value, at) => {
      query[at] = Math.round(value * scale);
    });
  }
}

/** About how much memory so many vectors take. */
export function bytesFor(rows: number, dimension: number): number {
  return CODES_AT + rows * (dimension + ID_BYTES);
}
/** An id, its entry in the map and its step. */
const ID_BYTES = 120;

/** The rows of the highest scores of all that were offered: a heap with the worst of them on top. */
class Best {
  private readonly rows: Int32Array;
  private readonly scores: Float32Array;
  private filled = 0;

  constructor(private readonly room: number) {
    this.rows = new Int32Array(room);
    this.scores = new Float32Array(room);
  }

  offer(row: number, score: number): void {
    if (this.filled < this.room) {
      this.filled += 1;
      this.rise(this.filled - 1, row, score);
    } else if (this.room > 0 && score > (this.scores[0] ?? 0)) this.sink(row, score);
  }

  sorted(): number[] {
    return Array.from({ length: this.filled }, (_, at) => at)
      .sort((a, b) => (this.scores[b] ?? 0) - (this.scores[a] ?? 0))
      .map((at) => this.rows[at] ?? 0);
  }

  private rise(from: number, row: number, score: number): void {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if ((this.scores[above] ?? 0) <= score) break;
      this.copy(above, at);
      at = above;
    }
    this.set(at, row, score);
  }

  private sink(row: number, score: number): void {
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.filled) break;
      const other = below + 1;
      if (other < this.filled && (this.scores[other] ?? 0) < (this.scores[below] ?? 0))
        below = other;
      if ((this.scores[below] ?? 0) >= score) break;
      this.copy(below, at);
      at = below;
    }
    this.set(at, row, score);
  }

  private copy(from: number, to: number): void {
    this.set(to, this.rows[from] ?? 0, this.scores[from] ?? 0);
  }

  private set(at: number, row: number, score: number): void {
    this.rows[at] = row;
    this.scores[at] = score;
  }
}
