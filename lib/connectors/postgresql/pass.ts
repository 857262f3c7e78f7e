import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { keysAfter, openRows, rowAt, someWithoutKey, type Row } from "./rows";
import { inSession, openSession, type SqlCall, type SqlScope } from "./session";
import { lookAt, noKey, type Table } from "./table";

export interface RowPage {
  readonly rows: readonly Row[];
  /** What tells a row apart that is too large to be read; it comes after `rows`. */
  readonly tooLarge: readonly string[] | null;
  /** So far no row without, and no two with the same, of what should tell them apart. */
  readonly sure: boolean;
  /** What tells the last row apart, to go on after; null at the end. */
  readonly next: readonly string[] | null;
}

/** Rows that are asked for together; fewer where they are so large that they don't fit. */
const SIZES = [100, 10, 1] as const;

/**
 * All rows after those with these keys (null: from the first) in one pass, a page at a time, each read when it is asked for. A row that
 * is too large is told and passed over. Ends its session when it is left. Throws `connector.no-key`, what a session throws.
 */
export async function* passOver(
  call: SqlCall,
  scope: SqlScope,
  start: readonly string[] | null,
): AsyncGenerator<RowPage, void> {
  const pace = new Pace();
  for (let after = start; ;) {
    try {
      for await (const page of onePass(call, scope, { after, pace, resumed: start !== null })) {
        yield page;
        if (page.next === null) return;
        after = page.next;
      }
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      if (pace.slower()) continue;
      const page = await aloneAfter(call, scope, after);
      yield page;
      if (page.next === null) return;
      after = page.next;
    }
  }
}

export const isTooLarge = (error: unknown): boolean =>
  isAppError(error) && error.code === "outbound.too-large";

/** How many rows are asked for: fewer once they were too large, until the place is passed where they were. */
class Pace {
  private step = 0;
  private careful = 0;

  get size(): number {
    return SIZES[this.step] ?? 1;
  }

  /** Whether it could be. */
  slower(): boolean {
    if (this.step === SIZES.length - 1) return false;
    this.careful = Math.max(this.careful, this.size);
    this.step += 1;
    return true;
  }

  passed(rows: readonly Row[]): void {
    this.careful -= rows.length;
    const characters = rows.reduce((sum, { content }) => sum + content.length, 0);
    // Ten times as many would still be far from too large.
    if (this.careful <= 0 && characters < 2 ** 20 && this.step > 0) this.step -= 1;
  }
}

interface Pass {
  readonly after: readonly string[] | null;
  readonly pace: Pace;
  /** Rows before were read in another session, in which those without a key may not have come. */
  readonly resumed: boolean;
}

async function* onePass(call: SqlCall, scope: SqlScope, { after, pace, resumed }: Pass) {
  const session = await openSession(call);
  const { ask } = session;
  try {
    const table = await lookAt(ask, call.credentials, scope);
    if (table.keys.length === 0) throw noKey(table);
    const read = await openRows(ask, table, after);
    let last = after;
    for (;;) {
      const { rows, sure, ended } = await read(pace.size);
      pace.passed(rows);
      last = rows.at(-1)?.keys ?? last;
      // Rows with nothing that tells them apart come last, and there is no going on after them.
      const over = ended || last === null;
      const doubtful = over && !table.unique && (resumed || after !== null);
      const keyless = doubtful && (await someWithoutKey(ask, table));
      yield { rows, tooLarge: null, sure: sure && !keyless, next: over ? null : last };
      if (over) return;
    }
  } finally {
    await session.close();
  }
}

/** The next row by itself, which may be the one that is too large. */
async function aloneAfter(
  call: SqlCall,
  scope: SqlScope,
  after: readonly string[] | null,
): Promise<RowPage> {
  const looked = async () =>
    inSession(call, async (ask) => {
      const table = await lookAt(ask, call.credentials, scope);
      return { table, keys: await keysAfter(ask, table, after) };
    });
  const { table, keys } = await looked();
  const known = keys?.filter((key) => key !== null);
  // Rows with nothing come last.
  if (!known || known.length < table.keys.length) {
    return { rows: [], tooLarge: null, sure: known === undefined, next: null };
  }
  const row = await rowOrTooLarge(call, table, known);
  if (row === "too large") return { rows: [], tooLarge: known, sure: true, next: known };
  return { rows: row ? [row] : [], tooLarge: null, sure: true, next: known };
}

/** Null where it is gone. */
export async function rowOrTooLarge(
  call: SqlCall,
  table: Table,
  keys: readonly string[],
): Promise<Row | "too large" | null> {
  try {
    return await inSession(call, (ask) => rowAt(ask, table, keys));
  } catch (error) {
    if (isTooLarge(error)) return "too large";
    throw error;
  }
}
