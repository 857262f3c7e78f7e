import "server-only";
import type { ConnectorCheck, ConnectorTest } from "@/lib/connectors/_contract/runtime";
import { isAppError, type AppError } from "@/lib/errors/app-error";
import { openRows, someWithoutKey, type Read } from "./rows";
import { inSession, wordsOf, type Ask, type SqlCall, type SqlScope } from "./session";
import { lookAt, schemas, tablesOf, type Table } from "./table";

/** Rows that are looked at. */
const SOME = 20;

/** What can be read, and which columns are taken for what, so that an admin can correct it. */
export async function test(call: SqlCall): Promise<ConnectorTest> {
  const { user, host, query } = call.credentials;
  const account = `${user} @ ${host}`;
  const reach: ConnectorCheck = { code: "reach", ok: true };
  try {
    return await inSession(call, async (ask) => ({
      account,
      checks: [
        reach,
        ...(query === undefined ? await ofTables(call, ask) : await of(call, ask, {})),
      ],
    }));
  } catch (error) {
    const failed = isAppError(error) ? failedCheck(error, query !== undefined) : null;
    if (!failed) throw error;
    return { account, checks: failed.code === "reach" ? [failed] : [reach, failed] };
  }
}

/** A failure that an admin can mend; null for any other. */
function failedCheck(error: AppError, isQuery: boolean): ConnectorCheck | null {
  const { code, params } = error;
  const reach = (reason: string) => ({ code: "reach", ok: false, params: { reason } });
  if (code === "connector.reconnect") return reach("password");
  if (code === "connector.unencrypted") return reach("unencrypted");
  if (code === "outbound.unreachable" && params.reason === "certificate") {
    return reach("certificate");
  }
  if (code !== "connector.query-refused" && code !== "connector.unreadable-place") return null;
  if (isQuery) return { code: "query", ok: false, params: { said: wordsOf(error) } };
  return reach(params.reason === "missing" ? "missing" : "forbidden");
}

async function ofTables(call: SqlCall, ask: Ask): Promise<ConnectorCheck[]> {
  const found = await schemas(ask);
  const count = found.reduce((sum, { tables }) => sum + tables, 0);
  const tables = { code: "tables", ok: count > 0, params: { count } };
  const [first] = found;
  if (!first) return [tables];
  const schema = (found.find(({ name }) => name === "public") ?? first).name;
  const [table = ""] = await tablesOf(ask, { schema, after: "", most: 1 });
  // One of many, to show how they are read; which one is wanted is chosen later.
  const example = await of(call, ask, { schema, table });
  return [
    tables,
    ...example.map((check) => ({ ...check, ok: true })).filter(({ code }) => code === "columns"),
  ];
}

/** What is found in the first rows. */
async function of(call: SqlCall, ask: Ask, scope: SqlScope): Promise<ConnectorCheck[]> {
  const table = await lookAt(ask, call.credentials, scope);
  const key = table.keys.join(", ");
  if (key === "") return [{ code: "id", ok: false, params: { field: "", reason: "none" } }];
  const read = await openRows(ask, table, null);
  const page = await read(SOME);
  const apart = page.sure && (table.unique || !(await someWithoutKey(ask, table)));
  const id = { code: "id", ok: apart, params: { field: key, reason: "same" } };
  return [id, ...columnsOf(page, { key, table })];
}

function columnsOf(
  { rows }: Read,
  { key, table }: { key: string; table: Table },
): ConnectorCheck[] {
  const [first] = rows;
  if (!first)
    return [
      {
        code: "columns",
        ok: true,
        params: {
          place: table.place,
          id: key,
          title: "none",
          text: "empty",
          link: "none",
          changed: "none",
        },
      },
    ];
  const told = (pick: (row: (typeof rows)[number]) => string | null) =>
    rows.map(pick).find((field) => field !== null) ?? "none";
  const readable = rows.some(({ content }) => content !== "");
  return [
    {
      code: "columns",
      ok: readable,
      params: {
        place: table.place,
        id: key,
        title: told(({ from }) => from.title),
        text: told(({ from }) => from.text) === "none" ? "all" : told(({ from }) => from.text),
        link: told(({ from }) => from.link),
        changed: told(({ from }) => from.changed),
      },
    },
  ];
}
