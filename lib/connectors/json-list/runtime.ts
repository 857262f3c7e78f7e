import "server-only";
import { itemGone } from "@/lib/connectors/_contract/failures";
import type {
  ConnectorCheck,
  ConnectorRuntime,
  ConnectorTest,
  Download,
  RemoteItem,
} from "@/lib/connectors/_contract/runtime";
import { downloadOf } from "@/lib/connectors/_contract/record";
import { changes, listedPages } from "./changes";
import {
  ask,
  originOf,
  pageAt,
  parsed,
  readPage,
  type ListCall,
  type ListCredentials,
  type ListPage,
  type ListScope,
} from "./reach";
import { readRecord, type ReadRecord } from "./record";

/** Reads a list of JSON a page at a time; the content of a record is on its page of the list. */
export const jsonListRuntime: ConnectorRuntime<ListCredentials, ListScope> = {
  origins: (credentials) => [originOf(credentials)],
  gate: (credentials) => `json-list ${new URL(credentials.address).host}`,
  roots: () => null,
  test,
  children,
  changes,
  download,
};

const REASONS: Readonly<Record<number, string>> = {
  401: "password",
  403: "forbidden",
  404: "missing",
  410: "missing",
};

async function test(call: ListCall): Promise<ConnectorTest> {
  const url = new URL(call.credentials.address);
  const response = await ask(call, url);
  const { status, headers } = response;
  const failed = (reason: string, host = ""): ConnectorTest => ({
    account: url.host,
    checks: [{ code: "reach", ok: false, params: { reason, host, status } }],
  });
  if (!response.ok) {
    await response.body?.cancel();
    const location = headers.get("location");
    const leads = status >= 300 && status < 400 && location !== null && URL.canParse(location, url);
    return leads
      ? failed("elsewhere", new URL(location, url).origin)
      : failed(REASONS[status] ?? "other");
  }
  const body = parsed(await response.text());
  if (body === undefined) return failed("json");
  const page = readPage(call, { body, link: headers.get("link") }, { url, before: 0 });
  const checks = page
    ? checksOf(page, call.credentials)
    : [{ code: "list", ok: false, params: { count: 0 } }];
  return { account: url.host, checks: [{ code: "reach", ok: true }, ...checks] };
}

/** What was found in the first page, so that an admin can correct it. */
function checksOf({ records, next, more }: ListPage, credentials: ListCredentials) {
  const checks: ConnectorCheck[] = [{ code: "list", ok: true, params: { count: records.length } }];
  const read = records.map((record) => readRecord(record, credentials));
  const known = read.filter((record) => record !== null);
  const [first] = known;
  const unknown = read.length - known.length;
  if (read.length > 0) {
    const params = { count: unknown, field: first?.idField ?? "" };
    checks.push({ code: "id", ok: unknown === 0, params });
  }
  if (first) {
    const empty = known.filter(({ content }) => content === "").length;
    const title = first.from.title ?? "none";
    const params = { count: empty, title, text: first.from.text ?? "all" };
    checks.push({ code: "text", ok: empty < known.length, params });
  }
  const missing = next.url === null && more;
  const how = next.url === null ? "one" : next.by === "numbers" ? "numbers" : "named";
  checks.push({ code: "pages", ok: !missing, params: { how, field: next.by ?? "" } });
  return checks;
}

/** The list is taken whole. */
function children(call: ListCall, { parent }: { parent: string | null }) {
  const { host, pathname } = new URL(call.credentials.address);
  const all = { id: "all", label: `${host}${pathname}`, expandable: false, scope: {} };
  return Promise.resolve({ nodes: parent === null ? [all] : [], next: null });
}

async function download(call: ListCall, item: RemoteItem): Promise<Download> {
  const record = await find(call, item);
  if (!record) throw itemGone();
  return downloadOf(record, item.etag);
}

/** The page that was last read by a piece of work: its records are asked for one after the other. */
const lastRead = new WeakMap<
  ListCall,
  { href: string; records: ReadonlyMap<string, ReadRecord> }
>();

/** On the page where it was, or on another one since records came before it. */
async function find(call: ListCall, { id, handle }: RemoteItem): Promise<ReadRecord | null> {
  const places = placesOf(call);
  const at = handle === undefined ? places.get(id) : new URL(handle, call.credentials.address);
  const there = at && (await recordsAt(call, at)).get(id);
  if (there) return there;
  for await (const { page, url } of listedPages(call, { cursor: null })) {
    for (const item of page.items) places.set(item.id, url);
    // Where they don't say it themselves, the others of the list are asked for next.
    if (handle !== undefined && places.get(id) === url) break;
  }
  const found = places.get(id);
  return found ? ((await recordsAt(call, found)).get(id) ?? null) : null;
}

/** Where a piece of work saw records that don't say it themselves, so that it looks through the list once and not for each. */
const placesSeen = new WeakMap<ListCall, Map<string, URL>>();

function placesOf(call: ListCall): Map<string, URL> {
  const known = placesSeen.get(call) ?? new Map<string, URL>();
  placesSeen.set(call, known);
  return known;
}

async function recordsAt(call: ListCall, url: URL): Promise<ReadonlyMap<string, ReadRecord>> {
  const last = lastRead.get(call);
  if (last?.href === url.href) return last.records;
  const page = await pageAt(call, url, 1);
  const read = page?.records.map((record) => readRecord(record, call.credentials)) ?? [];
  const records = new Map(read.flatMap((record) => (record ? [[record.id, record]] : [])));
  lastRead.set(call, { href: url.href, records });
  return records;
}
