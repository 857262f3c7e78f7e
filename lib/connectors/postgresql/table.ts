import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { USUAL_IDS, type Fields } from "@/lib/connectors/_contract/record";
import type { Ask, SqlCredentials, SqlScope } from "./session";

/** What rows are read from: a table or view, or what a query gives. */
export interface Table {
  /** As SQL, to stand after `from`; its columns are those of "q". */
  readonly from: string;
  readonly place: string;
  /** The columns that tell rows apart; empty where nothing does. */
  readonly keys: readonly string[];
  /** The database itself sees to it that no two rows have the same. */
  readonly unique: boolean;
  readonly columns: readonly string[];
  /** Where title, text and so on are, as far as that was said and is there. */
  readonly fields: Fields;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A column of the table. */
export const column = (name: string): string => `q.${quoted(name)}`;

/** Looks what there is to read. Throws `connector.unreadable-place`, `connector.query-refused`. */
export async function lookAt(
  ask: Ask,
  credentials: SqlCredentials,
  scope: SqlScope,
): Promise<Table> {
  const { query } = credentials;
  const { schema, table } = scope;
  const isTable = schema !== undefined && table !== undefined;
  const from = isTable ? `${quoted(schema)}.${quoted(table)} as q` : `(\n${query ?? ""}\n) as q`;
  const { columns: described } = await ask(`select q.* from ${from} limit 0`);
  const columns = described.map(({ name }) => name);
  const primary = isTable ? await primaryKey(ask, { schema, table }) : [];
  const keys = keysOf(columns, { said: credentials.id, primary });
  return {
    from,
    place: isTable ? `${schema}.${table}` : "none",
    keys,
    unique: keys.length > 0 && keys.join("\n") === primary.join("\n"),
    columns,
    fields: fieldsOf(credentials, columns, !isTable),
  };
}

function keysOf(
  columns: readonly string[],
  { said, primary }: { said: string | undefined; primary: readonly string[] },
): readonly string[] {
  const named = said?.split(",").map((name) => name.trim()) ?? [];
  if (named.length > 0 && named.every((name) => columns.includes(name))) return named;
  if (primary.length > 0 && primary.every((name) => columns.includes(name))) return primary;
  const usual = USUAL_IDS.find((name) => columns.includes(name));
  return usual === undefined ? [] : [usual];
}

/** What was said for the whole connection counts in the tables that have such a column; what was said for a query counts always. */
function fieldsOf(
  { title, text, link, changed }: SqlCredentials,
  columns: readonly string[],
  strict: boolean,
): Fields {
  const there = (path: string | undefined) =>
    strict ||
    path?.split(",").some((part) => {
      const name = part.trim();
      return columns.includes(name) || columns.includes(name.split(".")[0] ?? "");
    })
      ? path
      : undefined;
  return { title: there(title), text: there(text), link: there(link), changed: there(changed) };
}

async function primaryKey(
  ask: Ask,
  { schema, table }: { schema: string; table: string },
): Promise<string[]> {
  const { rows } = await ask(
    `select a.attname from pg_index i
     join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
     where n.nspname = $1 and c.relname = $2 and i.indisprimary
     order by array_position(i.indkey::int2[], a.attnum)`,
    [schema, table],
  );
  return rows.map(([name]) => name ?? "");
}

/** Nothing tells the rows apart, so that none could be found again. */
export function noKey({ place }: Table): AppError {
  return new AppError("connector.no-key", "unavailable", { params: { place } });
}

const READABLE = `c.relkind in ('r', 'v', 'm', 'f', 'p') and not c.relispartition
  and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')`;

/** Schemas with something to read, and how much that is. */
export async function schemas(ask: Ask): Promise<{ name: string; tables: number }[]> {
  const { rows } = await ask(
    `select n.nspname, count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${READABLE} group by 1 order by 1`,
  );
  return rows.map(([name, tables]) => ({ name: name ?? "", tables: Number(tables) }));
}

/** Tables and views of a schema by name, after one of them. */
export async function tablesOf(
  ask: Ask,
  { schema, after, most }: { schema: string; after: string; most: number },
): Promise<string[]> {
  const { rows } = await ask(
    `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${READABLE} and n.nspname = $1 and c.relname::text collate "C" > $2
     order by c.relname::text collate "C" limit $3`,
    [schema, after, most],
  );
  return rows.map(([name]) => name ?? "");
}
