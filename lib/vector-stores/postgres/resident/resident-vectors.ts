import type { SqlPort } from "../../_contract/passage-store";
import { decodeHalfvecs } from "../halfvec";
import { partitionName } from "../keyword-index";
import { bytesFor, ResidentIndex } from "./resident-index";

/** Memory of all indexes together; those that were not asked for the longest go first. */
const MOST_BYTES = 384 * 1024 * 1024;
/** Blocks of the table read at a time: a few milliseconds of an embedded database, which others wait for. */
const BLOCKS_AT_ONCE = 400;
const BLOCK_BYTES = 8_192;
/** So many passages written since the last look are scored by the database with every search; more are fetched. */
const FETCH_FROM = 32;
/** Milliseconds between two readings of a whole index whose memory holds mostly passages that are gone. */
const REREAD_AFTER = 60_000;

/** The nearest passages by what is in memory, to be looked up, scored and checked by the database. */
export interface Candidates {
  readonly ids: readonly string[];
  /** Passages written from this transaction on may be missing: the database has to look at them itself. */
  readonly since: string;
  /** There are no more than these. */
  readonly all: boolean;
}

interface Resident {
  index: ResidentIndex;
  /** Holds everything of transactions before this one. */
  since: string;
  readAt: number;
  refreshing: Promise<void> | null;
}

/**
 * The vectors of the indexes that this process searches, read from the database when an index is first asked for and
 * brought up to date afterwards. Only a filter: other processes may add and remove passages at any time, and a search
 * is right nevertheless, because the database looks at what was written `since` and never returns what is gone.
 */
export class ResidentVectors {
  private readonly entries = new Map<string, Promise<Resident | null>>();

  constructor(private readonly mostBytes = MOST_BYTES) {}

  /** About the `count` nearest; null when the index is too large for the memory or of another dimension. */
  async nearest(
    sql: SqlPort,
    request: { indexId: string; vector: readonly number[]; count: number },
  ): Promise<Candidates | null> {
    const resident = await this.open(sql, request.indexId);
    if (resident === null) return null;
    const { index, since } = resident;
    if (index.size === 0) return { ids: [], since, all: true };
    if (index.dimension !== request.vector.length) return null;
    const ids = index.nearest(request.vector, request.count);
    return { ids, since, all: ids.length === index.size };
  }

  /**
   * Tells what a search met: `written` passages that were not in memory yet, and whether many of those in memory are
   * `stale`, gone by now. Brings the memory up to date in the background when that is worth it.
   */
  async met(
    sql: SqlPort,
    { indexId, written, stale }: { indexId: string; written: number; stale: boolean },
  ): Promise<void> {
    const resident = await this.entries.get(indexId)?.catch(() => null);
    if (!resident) return;
    if (stale && performance.now() - resident.readAt > REREAD_AFTER) this.forget(indexId);
    else if (written >= FETCH_FROM) {
      resident.refreshing ??= refresh(sql, indexId, resident).finally(() => {
        resident.refreshing = null;
      });
      // A failure shows in the next search; until the memory is up to date the database does more.
      await resident.refreshing.catch(() => undefined);
      await this.makeRoom();
    }
  }

  /** Lets go of an index. */
  forget(indexId: string): void {
    this.entries.delete(indexId);
  }

  private open(sql: SqlPort, indexId: string): Promise<Resident | null> {
    const entry = this.entries.get(indexId) ?? this.read(sql, indexId);
    // The least recently used come first.
    this.entries.delete(indexId);
    this.entries.set(indexId, entry);
    return entry;
  }

  private read(sql: SqlPort, indexId: string): Promise<Resident | null> {
    const reading = readAll(sql, indexId, this.mostBytes);
    void reading.then(
      () => this.makeRoom(),
      () => {
        if (this.entries.get(indexId) === reading) this.forget(indexId);
      },
    );
    return reading;
  }

  private async makeRoom(): Promise<void> {
    let left = this.mostBytes;
    for (const [indexId, entry] of [...this.entries].reverse()) {
      const resident = await entry.catch(() => null);
      left -= resident?.index.bytes ?? 0;
      if (left < 0) this.forget(indexId);
    }
  }
}

interface Read {
  blocks: number;
  ids: string[] | null;
  vectors: string | null;
  shortest: number | null;
  longest: number | null;
  since: string;
}

/** Passages of a table `p`, the size of the table, and the transaction before which it holds everything. */
const fieldsOf = (part: string) => `select
  array_agg(p.id order by p.id) as ids,
  encode(string_agg(halfvec_send(p.embedding), '' order by p.id), 'hex') as vectors,
  min(vector_dims(p.embedding)) as shortest, max(vector_dims(p.embedding)) as longest,
  pg_snapshot_xmin(pg_current_snapshot())::text as since,
  (pg_relation_size('${part}') / ${String(BLOCK_BYTES)})::integer as blocks
  from ${part} p`;

/**
 * Reads a whole index, block after block; null when it takes more than `mostBytes`. What is written or moved
 * meanwhile belongs to transactions from `since` on.
 */
async function readAll(sql: SqlPort, indexId: string, mostBytes: number): Promise<Resident | null> {
  const readAt = performance.now();
  const text = `${fieldsOf(partitionName(indexId))} where p.ctid >= $1::tid and p.ctid < $2::tid`;
  const blocksFrom = (block: number) =>
    read(sql, text, [`(${String(block)},0)`, `(${String(block + BLOCKS_AT_ONCE)},0)`]);
  let next = await blocksFrom(0);
  const { since, blocks } = next;
  let index = new ResidentIndex(next.dimension);
  for (let at = BLOCKS_AT_ONCE; ; at += BLOCKS_AT_ONCE) {
    if (next.ids.length > 0) {
      if (index.size === 0) index = new ResidentIndex(next.dimension);
      if (next.dimension === 0 || next.dimension !== index.dimension) return null;
      if (bytesFor(index.size + next.ids.length, index.dimension) > mostBytes) return null;
      index.put(next.ids, next.values);
    }
    if (at >= blocks) break;
    next = await blocksFrom(at);
  }
  return { index, since, readAt, refreshing: null };
}

/** Adds what was written since the last look. */
async function refresh(sql: SqlPort, indexId: string, resident: Resident): Promise<void> {
  const { ids, values, dimension, since } = await read(
    sql,
    `${fieldsOf(partitionName(indexId))} where ${writtenSince("$1")}`,
    [resident.since],
  );
  if (ids.length > 0) {
    if (resident.index.size === 0) resident.index = new ResidentIndex(dimension);
    if (dimension !== resident.index.dimension) return;
    resident.index.put(ids, values);
  }
  resident.since = since;
}

/**
 * SQL: the passage `p` may be missing in a memory that holds everything before the transaction `since`. A visible row
 * with a later number than any transaction has yet was restored from a backup of another server, so it is there too.
 */
export function writtenSince(since: string): string {
  return `p.written >= ${since}::xid8 and p.written < pg_snapshot_xmax(pg_current_snapshot())`;
}

async function read(sql: SqlPort, text: string, params: readonly string[]) {
  const [row] = await sql.query<Read>(text, params);
  const bytes = Buffer.from(row?.vectors ?? "", "hex");
  // Vectors of different lengths are nothing to compare.
  const dimension = row?.shortest === row?.longest ? (row?.longest ?? 0) : 0;
  return {
    ids: row?.ids ?? [],
    dimension,
    values: dimension > 0 ? decodeHalfvecs(bytes, dimension) : new Float32Array(0),
    since: row?.since ?? "0",
    blocks: row?.blocks ?? 0,
  };
}

const holder: typeof globalThis & { groundworkVectors?: ResidentVectors } = globalThis;

/** That of this process. Kept on `globalThis`, because Next loads modules several times. */
export function residentVectors(): ResidentVectors {
  return (holder.groundworkVectors ??= new ResidentVectors());
}
