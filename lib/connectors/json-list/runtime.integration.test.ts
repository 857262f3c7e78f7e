import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { startJsonList, type JsonListServer } from "@/e2e/servers/json-list/server";
import {
  describeConnector,
  filesAfter,
  pagesAfter,
  type ConnectorWorld,
} from "@/lib/connectors/_contract/conformance";
import type { ConnectorRuntime } from "@/lib/connectors/_contract/runtime";
import { connectorCall } from "@/lib/testing/connectors";
import { jsonList } from "./definition";
import { jsonListRuntime } from "./runtime";

const runtime: ConnectorRuntime = jsonListRuntime;
const servers: JsonListServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface World extends ConnectorWorld {
  readonly list: JsonListServer;
}

/** A list of files as records; `more` are fields of the connection. */
async function newWorld(more: Record<string, string> = {}): Promise<World> {
  const list = await startJsonList();
  servers.push(list);
  list.authorization = "Bearer canary-key";
  const credentials = (secret: string) =>
    jsonList.credentials.parse({
      method: "address",
      address: `${list.origin}/records`,
      header: "Authorization",
      secret,
      ...more,
    });
  return {
    list,
    scope: {},
    secrets: ["canary-key", "wrong-key"],
    call: ({ signal, wrongSecret } = {}) =>
      connectorCall(
        jsonListRuntime,
        credentials(wrongSecret ? "Bearer wrong-key" : "Bearer canary-key"),
        { signal },
      ),
    put: (path, content) => {
      const title = path.split("/").at(-1) ?? "";
      list.records.set(path, { id: path, title, body: content });
      return Promise.resolve();
    },
    remove: (path) => {
      list.records.delete(path);
      return Promise.resolve();
    },
    fail: (how) => {
      list.fail({ how });
      return Promise.resolve();
    },
    authorizedHosts: () => list.authorizedHosts,
  };
}

describeConnector({ definition: jsonList, runtime, newWorld: () => newWorld() });

const pages = (world: World) => pagesAfter(runtime, world, null);
const names = (found: ReturnType<typeof filesAfter>) =>
  [...found.values()].map(({ name }) => name).sort();
async function contents(world: World): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const call = world.call();
  for (const item of filesAfter(await pages(world)).values()) {
    const got = await runtime.download(call, item);
    found[`${item.name}${got.extension ?? ""}`] = (await buffer(got.body)).toString();
  }
  return found;
}
const failing = async (world: World) => {
  const { checks } = await runtime.test(world.call());
  return checks.filter(({ ok }) => !ok).map(({ code, params }) => ({ code, ...params }));
};

async function filled(count: number, more: Record<string, string> = {}): Promise<World> {
  const world = await newWorld(more);
  for (let index = 0; index < count; index++) {
    await world.put(`r${String(index).padStart(2, "0")}.txt`, `Text ${String(index)}.`);
  }
  return world;
}

describe("the next page", () => {
  it.each<[string, JsonListServer["wrap"], Record<string, string>]>([
    [
      "a link of the header",
      ({ records, next }) => ({
        body: records,
        ...(next !== null && {
          headers: { link: `</records?page=1>; rel="prev", <${next}>; rel="next"` },
        }),
      }),
      {},
    ],
    [
      "a number under its usual name",
      ({ records, next, number }) => ({
        body: { articles: records, next_page: next === null ? null : number + 1 },
      }),
      {},
    ],
    [
      "a mark where the admin says",
      ({ records, next, number }) => ({
        body: { d: { records, after: next === null ? "" : String(number + 1) } },
      }),
      { list: "d.records", next: "d.after", page: "page" },
    ],
    ["numbers", ({ records }) => ({ body: { data: { rows: records } } }), { page: "page" }],
  ])("is found by %s", async (_, wrap, fields) => {
    const world = await filled(25, fields);
    world.list.wrap = wrap;
    const got = await pages(world);
    expect(filesAfter(got).size).toBe(25);
    expect(got.at(-1)?.listing).toMatch(/ends$/);
    expect(await failing(world)).toEqual([]);
  });

  it("is missed by nobody where the list says how many there are: nothing is taken for gone", async () => {
    const world = await filled(25);
    const before = filesAfter(await pages(world));
    world.list.wrap = ({ records, total }) => ({ body: { items: records, total } });
    const got = await pages(world);
    expect(got).toHaveLength(1);
    expect(filesAfter(got, before).size).toBe(25);
    expect(await failing(world)).toEqual([expect.objectContaining({ code: "pages" })]);
  });

  it("that comes again ends the list, and takes nothing for gone", async () => {
    const world = await filled(15);
    const before = filesAfter(await pages(world));
    world.list.wrap = ({ records }) => ({ body: { items: records, next: "/records?page=2" } });
    expect(filesAfter(await pages(world), before).size).toBe(15);
    expect(world.list.calls.length).toBeLessThan(6);
  });

  it("on another host is not asked for", async () => {
    const world = await filled(3);
    world.list.wrap = ({ records }) => ({
      body: { items: records, next: "http://localhost:1/records" },
    });
    await expect(pages(world)).rejects.toMatchObject({ code: "connector.foreign-host" });
  });
});

describe("what is in the list", () => {
  it("is not guessed between two lists, and an error that comes as a list is none", async () => {
    const world = await filled(2);
    const before = filesAfter(await pages(world));
    world.list.wrap = ({ records }) => ({ body: { articles: records, authors: [{ id: 1 }] } });
    await expect(pages(world)).rejects.toMatchObject({ code: "connector.no-answer" });
    expect(await failing(world)).toEqual([expect.objectContaining({ code: "list" })]);
    world.list.wrap = () => ({ body: { errors: [{ message: "Try later" }] } });
    await expect(pages(world)).rejects.toMatchObject({ code: "connector.no-answer" });
    world.list.wrap = () => ({ body: { warnings: [] } });
    expect(filesAfter(await pages(world), before).size).toBe(2);
    world.list.wrap = () => ({ body: { items: [] } });
    expect(filesAfter(await pages(world), before).size).toBe(0);
  });

  it("needs something that tells records apart", async () => {
    const world = await newWorld();
    world.list.records.set("a", { wording: "Who am I?" });
    await expect(pages(world)).rejects.toMatchObject({ code: "connector.no-answer" });
    expect(await failing(world)).toEqual([{ code: "id", count: 1, field: "" }]);
    world.list.records.set("b", { id: 7, wording: "Seven" });
    const got = await pages(world);
    expect(names(filesAfter(got))).toEqual(["7"]);
    // Which of those that were there the other one is, nobody can say.
    expect(got.at(-1)?.listing).toBe("starts");
  });
});

describe("a record", () => {
  it("is its text, or all it has, with the ending of its kind", async () => {
    const world = await newWorld();
    const { records } = world.list;
    records.set("a", {
      id: 1,
      title: "Holiday / leave",
      body: "<p>30 days.</p>",
      updated_at: "2026-01-02",
    });
    records.set("b", {
      id: 2,
      name: "Desk",
      price: { eur: 120 },
      colours: ["oak", "white"],
      gone: null,
    });
    records.set("c", { id: 3, title: "Plain", text: "Line one\n# no heading" });
    expect(await contents(world)).toEqual({
      "Holiday - leave.html": "<p>30 days.</p>",
      "Desk.txt": "id: 2\n\nname: Desk\n\nprice eur: 120\n\ncolours: oak, white",
      "Plain.txt": "Line one\n# no heading",
    });
  });

  it("is what the admin says, several fields under their names", async () => {
    const world = await newWorld({ id: "ref", title: "q", text: "q, a.html, missing" });
    world.list.records.set("x", { ref: "r-1", q: "How < long?", a: { html: "<p>A day.</p>" } });
    expect(await contents(world)).toEqual({
      "How < long?.html": "<h2>q</h2>\n<p>How &lt; long?</p>\n\n<h2>a.html</h2>\n<p>A day.</p>",
    });
  });

  it("that came to another page since is still found, and one that changed is listed anew", async () => {
    const world = await filled(12);
    const listed = [...filesAfter(await pages(world)).values()];
    const moved = listed.find(({ name }) => name === "r09.txt");
    const changed = listed.find(({ name }) => name === "r01.txt");
    if (!moved || !changed) throw new Error("not listed");
    const others = [...world.list.records];
    world.list.records.clear();
    world.list.records.set("new", { id: "new", title: "New", body: "First." });
    for (const [key, record] of others) world.list.records.set(key, record);
    const got = await runtime.download(world.call(), moved);
    expect((await buffer(got.body)).toString()).toBe("Text 9.");
    await world.put("r01.txt", "Another text.");
    await expect(runtime.download(world.call(), changed)).rejects.toMatchObject({
      code: "connector.item-changed",
    });
  });

  it("on a page whose own address is long is read from there", async () => {
    const world = await filled(25);
    const mark = "m".repeat(3000);
    world.list.wrap = ({ records, next }) => ({
      body: { items: records, next: next && `${next}&mark=${mark}` },
    });
    const texts = await contents(world);
    expect(Object.keys(texts)).toHaveLength(25);
    expect(texts).toMatchObject({ "r09.txt": "Text 9.", "r24.txt": "Text 24." });
    // The list, once more to see where each is, and a page anew whenever it is another than the last.
    expect(world.list.calls.length).toBeLessThanOrEqual(3 + 3 + 3);
  });

  it("costs no call of its own while its page is the one last read", async () => {
    const world = await filled(20);
    const items = [...filesAfter(await pages(world)).values()];
    const call = world.call();
    const calls = world.list.calls.length;
    for (const item of items) await (await runtime.download(call, item)).body.cancel();
    expect(world.list.calls.length - calls).toBe(2);
  });
});

it("says where an address leads, and sends its key nowhere else", async () => {
  const world = await newWorld();
  expect(
    jsonList.credentials.safeParse({ method: "address", address: "https://a.b/", header: "Host" })
      .success,
  ).toBe(false);
  world.list.authorization = "Bearer another";
  expect(await failing(world)).toEqual([
    expect.objectContaining({ code: "reach", reason: "password" }),
  ]);
});
