import { buffer } from "node:stream/consumers";
import { beforeEach, describe, expect, it } from "vitest";
import type { ConnectorDefinition } from "./definition";
import type { ChangePage, ConnectorCall, ConnectorRuntime, RemoteItem } from "./runtime";

/** A source that the suite may change and break; a server of e2e/servers behind its control interface. */
export interface ConnectorWorld {
  /** Parsed credentials that work, and a call with them. */
  call(changes?: { readonly signal?: AbortSignal; readonly wrongSecret?: boolean }): ConnectorCall;
  /** What is synced; holds nothing at first. */
  readonly scope: unknown;
  /** Texts that must not appear in any error. */
  readonly secrets: readonly string[];
  /** Makes or overwrites the file at "a/b.txt". */
  put(path: string, content: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** The next `count` calls (of the content: "download") fail this way. */
  fail(how: "throttle" | "server-error" | "cut" | "garbage", on?: "download"): Promise<void>;
  /** Hosts that were sent an authorization header, as "host:port". */
  authorizedHosts(): readonly string[];
}

export interface ConnectorUnderTest {
  readonly definition: ConnectorDefinition;
  readonly runtime: ConnectorRuntime;
  /** A new and empty one. */
  newWorld(): Promise<ConnectorWorld>;
}

/** All pages after a cursor. */
export async function pagesAfter(
  runtime: ConnectorRuntime,
  world: ConnectorWorld,
  cursor: string | null,
): Promise<ChangePage[]> {
  const pages: ChangePage[] = [];
  for await (const page of runtime.changes(world.call(), { scope: world.scope, cursor })) {
    pages.push(page);
  }
  return pages;
}

/** The files that are there after these pages, by id, as the engine would keep them. */
export function filesAfter(
  pages: readonly ChangePage[],
  before: ReadonlyMap<string, RemoteItem> = new Map(),
): Map<string, RemoteItem> {
  const files = new Map(before);
  const partOf = new Map<string, string>();
  const seen = new Map<string, Set<string>>();
  for (const { part, listing, items, removed } of pages) {
    if (listing?.startsWith("starts")) seen.set(part, new Set());
    for (const item of items) {
      files.set(item.id, item);
      partOf.set(item.id, part);
      seen.get(part)?.add(item.id);
    }
    for (const id of removed) files.delete(id);
    const named = seen.get(part);
    if (!listing?.endsWith("ends") || !named) continue;
    for (const id of [...files.keys()]) {
      // What was there before is taken for one of this part: tests with several don't list anew.
      if ((partOf.get(id) ?? part) === part && !named.has(id)) files.delete(id);
    }
  }
  return new Map([...files].filter(([, { kind }]) => kind === "file"));
}

const namesOf = (files: ReadonlyMap<string, RemoteItem>) =>
  [...files.values()].map(({ name }) => name).sort();

async function contentOf(
  { runtime }: ConnectorUnderTest,
  world: ConnectorWorld,
  item: RemoteItem,
): Promise<string> {
  const download = await runtime.download(world.call(), item);
  const bytes = await buffer(download.body);
  if (download.size !== null) expect(bytes.byteLength).toBe(download.size);
  return bytes.toString("utf8");
}

/** What every connector promises; each connector's own test adds what is special about its service. */
export function describeConnector(connector: ConnectorUnderTest): void {
  describe(`the contract of ${connector.definition.type}`, () => {
    describeTexts(connector);
    describe("what changes", () => {
      describeChanges(connector);
    });
    describe("what goes wrong", () => {
      describeFailures(connector);
    });
  });
}

function describeTexts({ definition, runtime }: ConnectorUnderTest): void {
  it("has texts for itself, each method and each field", () => {
    const { label, description, methods, fields } = definition.messages.en;
    expect(label).not.toBe("");
    expect(description).toMatch(/\.$/);
    expect(Object.keys(methods)).toEqual(definition.methods.map(({ id }) => id));
    const keys = definition.methods.flatMap((method) => method.fields.map(({ key }) => key));
    expect(Object.keys(fields).sort()).toEqual([...new Set(keys)].sort());
    for (const { steps } of Object.values(methods)) expect(steps.length).toBeGreaterThan(1);
  });

  it("keeps secrets in secret fields", () => {
    for (const { key, control } of definition.methods.flatMap(({ fields }) => fields)) {
      if (/secret|password|privateKey|token/i.test(key)) expect(control).toMatch(/secret$/);
    }
  });

  it("can do what its definition says", () => {
    expect("watching" in runtime).toBe(definition.abilities.tells);
    const { writes = false } = definition.abilities;
    expect("writing" in runtime).toBe(writes);
    expect(definition.messages.en.documents !== undefined).toBe(writes);
    for (const ability of ["permissions", "groupMembers", "permissionsCheck"]) {
      expect(ability in runtime).toBe(definition.abilities.permissions);
    }
    const signsIn = definition.methods.some(({ signIn }) => signIn);
    expect(runtime.signIn !== undefined).toBe(signsIn);
    if (signsIn) expect("renew" in runtime).toBe(true);
  });
}

function describeChanges(connector: ConnectorUnderTest): void {
  const { runtime } = connector;
  let world: ConnectorWorld;
  beforeEach(async () => {
    world = await connector.newWorld();
  });

  it("lists everything once, and goes on from every page", async () => {
    const names = Array.from(
      { length: 25 },
      (_, index) => `f${String(index).padStart(2, "0")}.txt`,
    );
    for (const name of names) await world.put(`folder/${name}`, `Text of ${name}.`);
    const pages = await pagesAfter(runtime, world, null);
    expect(pages[0]?.listing).toMatch(/^starts/);
    expect(pages.at(-1)?.done).toBe(true);
    expect(pages.filter(({ done }) => done)).toHaveLength(1);
    const all = filesAfter(pages);
    expect(namesOf(all)).toEqual(names);
    for (const [index, { cursor, done }] of pages.entries()) {
      if (done) continue;
      const rest = await pagesAfter(runtime, world, cursor);
      expect(filesAfter([...pages.slice(0, index + 1), ...rest])).toEqual(all);
    }
  });

  it("tells of what was made, changed and removed, with ids that stay", async () => {
    await world.put("a.txt", "The first text.");
    await world.put("b.txt", "The second text.");
    const first = await pagesAfter(runtime, world, null);
    const before = filesAfter(first);
    await world.put("b.txt", "The second text, changed.");
    await world.put("c.txt", "The third text.");
    await world.remove("a.txt");
    const second = await pagesAfter(runtime, world, first.at(-1)?.cursor ?? null);
    const after = filesAfter(second, before);
    expect(namesOf(after)).toEqual(["b.txt", "c.txt"]);
    const [old] = [...before.values()].filter(({ name }) => name === "b.txt");
    const now = after.get(old?.id ?? "");
    expect(now?.etag).not.toBe(old?.etag);
    const texts = [...after.values()].map((item) => contentOf(connector, world, item));
    expect((await Promise.all(texts)).sort()).toEqual([
      "The second text, changed.",
      "The third text.",
    ]);
  });

  it("names nothing anew when nothing has changed", async () => {
    await world.put("a.txt", "The only text.");
    const first = await pagesAfter(runtime, world, null);
    const second = await pagesAfter(runtime, world, first.at(-1)?.cursor ?? null);
    expect(filesAfter(second, filesAfter(first))).toEqual(filesAfter(first));
  });

  it("offers a tree, of which something can be picked", async () => {
    await world.put("folder/a.txt", "Text.");
    const { nodes } = await runtime.children(world.call(), { parent: null, page: null });
    expect(nodes.length).toBeGreaterThan(0);
    const picked = nodes.map(({ scope }) => scope).filter((scope) => scope !== null);
    for (const scope of picked) connector.definition.scope.parse(scope);
  });

  it("passes its own test", async () => {
    const { checks } = await runtime.test(world.call());
    expect(checks.length).toBeGreaterThan(0);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    const texts = connector.definition.messages.en.checks;
    for (const { code } of checks) expect(texts[code]).toBeDefined();
  });
}

function describeFailures(connector: ConnectorUnderTest): void {
  const { runtime } = connector;
  let world: ConnectorWorld;
  beforeEach(async () => {
    world = await connector.newWorld();
    await world.put("a.txt", "Some text that is long enough to be cut in the middle of it.");
  });
  const list = () => pagesAfter(runtime, world, null);
  const failureOf = async (work: Promise<unknown>) => {
    const error: unknown = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).not.toBeNull();
    const { message, cause, params } = error as Error & { params: unknown };
    const said = `${message} ${String(cause)} ${JSON.stringify(params)}`;
    for (const secret of world.secrets) expect(said).not.toContain(secret);
    return error;
  };
  const first = async () => {
    const [item] = filesAfter(await list()).values();
    if (!item) throw new Error("Nothing was listed.");
    return item;
  };

  it("tells that it is throttled", async () => {
    await world.fail("throttle");
    expect(await failureOf(list())).toMatchObject({ code: "connector.throttled" });
  });

  it.each(["server-error", "cut", "garbage"] as const)(
    "lists nothing wrong and may be tried again after: %s",
    async (how) => {
      await world.fail(how);
      expect(await failureOf(list())).toMatchObject({ retryable: true });
      expect(namesOf(filesAfter(await list()))).toEqual(["a.txt"]);
    },
  );

  it.each(["server-error", "cut"] as const)(
    "gives no shorter file for a download that fails: %s",
    async (how) => {
      const item = await first();
      await world.fail(how, "download");
      await failureOf(contentOf(connector, world, item));
      expect(await contentOf(connector, world, item)).toContain("in the middle of it.");
    },
  );

  it("says of a file that was removed that it isn't there", async () => {
    const item = await first();
    await world.remove("a.txt");
    const gone = runtime.download(world.call(), item);
    expect(await failureOf(gone)).toMatchObject({ code: "connector.item-gone" });
  });

  it("says what is wrong with a wrong secret, without telling it", async () => {
    const call = world.call({ wrongSecret: true });
    const { checks } = await runtime.test(call);
    expect(checks.some(({ ok }) => !ok)).toBe(true);
    const pages = runtime.changes(call, { scope: world.scope, cursor: null });
    expect(await failureOf(pages.next())).toMatchObject({ code: "connector.reconnect" });
  });

  it("stops when it is told to", async () => {
    const reason = new Error("stopped by a test");
    const call = world.call({ signal: AbortSignal.abort(reason) });
    const pages = runtime.changes(call, { scope: world.scope, cursor: null });
    await expect(pages.next()).rejects.toBe(reason);
  });

  it("sends what proves who it is to its own service only", async () => {
    await contentOf(connector, world, await first());
    const { credentials } = world.call();
    const own = runtime.origins(credentials).map((origin) => new URL(origin).host);
    expect(world.authorizedHosts().filter((host) => !own.includes(host))).toEqual([]);
  });
}
