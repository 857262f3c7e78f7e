import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { S3_KEYS, startS3, type S3Server } from "@/e2e/servers/s3/server";
import {
  describeConnector,
  filesAfter,
  pagesAfter,
  type ConnectorWorld,
} from "@/lib/connectors/_contract/conformance";
import type { ConnectorRuntime } from "@/lib/connectors/_contract/runtime";
import { connectorCall } from "@/lib/testing/connectors";
import { s3 } from "./definition";
import { s3Runtime } from "./runtime";

let server: S3Server;
let now = 0;
const BUCKET = "documents";

beforeAll(async () => {
  server = await startS3({ pageSize: 10, clock: () => Date.now() + now });
});
beforeEach(() => {
  server.reset();
  now = 0;
  server.buckets.set(BUCKET, new Map());
});
afterAll(() => server.close());

const credentials = (more: object = {}) =>
  s3.credentials.parse({ method: "keys", ...S3_KEYS, endpoint: server.endpoint, ...more });
const call = (more?: object, signal?: AbortSignal) =>
  connectorCall(s3Runtime, credentials(more), { signal });

function worldOf(prefix = ""): ConnectorWorld {
  return {
    call: ({ signal, wrongSecret } = {}) =>
      call(wrongSecret ? { secretAccessKey: "wrong-secret" } : {}, signal),
    scope: { bucket: BUCKET, prefix },
    secrets: [S3_KEYS.secretAccessKey, "wrong-secret"],
    put: (path, content) => Promise.resolve(server.put(BUCKET, `${prefix}${path}`, content)),
    remove: (path) => Promise.resolve(server.remove(BUCKET, `${prefix}${path}`)),
    fail: (how, on) => Promise.resolve(server.fail({ how, ...(on && { on }) })),
    authorizedHosts: () => server.authorizedHosts,
  };
}

const runtime: ConnectorRuntime = s3Runtime;
describeConnector({ definition: s3, runtime, newWorld: () => Promise.resolve(worldOf()) });

const list = async (prefix = "") => filesAfter(await pagesAfter(runtime, worldOf(prefix), null));
const keys = async (prefix = "") => [...(await list(prefix)).keys()];
const read = async (key: string) => {
  const item = (await list()).get(key);
  if (!item) throw new Error(`${key} was not listed`);
  return (await buffer((await s3Runtime.download(call(), item)).body)).toString();
};

describe("keys of objects", () => {
  it("take a prefix to its end: docs/ is not docs2/", async () => {
    for (const key of ["docs", "docs/a.txt", "docs2/b.txt", "docs/sub/c.txt"]) {
      server.put(BUCKET, key, "Text.");
    }
    expect(await keys("docs/")).toEqual(["docs/a.txt", "docs/sub/c.txt"]);
    expect(s3.scope.safeParse({ bucket: BUCKET, prefix: "docs" }).success).toBe(false);
  });

  it.each([
    "a//b.txt",
    "with space + plus & ampersand <tag>.txt",
    "percent %41 100%.txt",
    "quote'\"(1)*!.txt",
    "café-NFC.txt".normalize("NFC"),
    "café-NFD.txt".normalize("NFD"),
    "emoji 🎉/עברית.txt",
    "hash#question?.txt",
    `${"x".repeat(1020)}.txt`,
    "line\nbreak.txt",
    "control\u0001.txt",
  ])("may be %j", async (key) => {
    server.put(BUCKET, key, `The text of ${key}.`);
    expect(await keys()).toEqual([key]);
    expect(await read(key)).toBe(`The text of ${key}.`);
  });

  it("that no address can hold are listed with that reason", async () => {
    server.put(BUCKET, "../x.txt", "Text.");
    const [item] = (await list()).values();
    expect(item).toMatchObject({ name: "x.txt", unreadable: { params: { reason: "name" } } });
  });

  it("that stand for folders are no files", async () => {
    server.put(BUCKET, "docs/", "");
    server.put(BUCKET, "docs/a.txt", "Text.");
    expect(await keys()).toEqual(["docs/a.txt"]);
    const { nodes } = await s3Runtime.children(call(), { parent: BUCKET, page: null });
    expect(nodes).toMatchObject([{ label: "docs", scope: { bucket: BUCKET, prefix: "docs/" } }]);
  });

  it("differ by their form of Unicode: two files", async () => {
    server.put(BUCKET, "é.txt".normalize("NFC"), "One.");
    server.put(BUCKET, "é.txt".normalize("NFD"), "Two.");
    expect((await keys()).length).toBe(2);
  });
});

describe("what changed", () => {
  it("is told by the ETag, for the same size in the same second", async () => {
    const modifiedAt = new Date(1_000_000);
    server.put(BUCKET, "a.txt", "aaaa");
    server.describe(BUCKET, "a.txt", { modifiedAt });
    const before = (await list()).get("a.txt")?.etag;
    server.put(BUCKET, "a.txt", "bbbb");
    server.describe(BUCKET, "a.txt", { modifiedAt });
    expect((await list()).get("a.txt")?.etag).not.toBe(before);
  });

  it("between the listing and the download is no content of the one that was listed", async () => {
    server.put(BUCKET, "a.txt", "The first.");
    const item = (await list()).get("a.txt");
    if (!item) throw new Error("not listed");
    server.put(BUCKET, "a.txt", "The second.");
    await expect(s3Runtime.download(call(), item)).rejects.toMatchObject({
      code: "connector.item-changed",
    });
  });
});

describe("a listing", () => {
  it("stops when a server gives the same page again and again", async () => {
    for (let index = 0; index < 25; index++) server.put(BUCKET, `f${String(index)}.txt`, "Text.");
    server.fail({ how: "same-page", after: 1, times: 100 });
    await expect(list()).rejects.toMatchObject({ code: "connector.no-answer" });
    expect(server.calls.length).toBeLessThan(5);
  });

  it("of a bucket that is gone names it, and ends no listing", async () => {
    server.buckets.delete(BUCKET);
    await expect(list()).rejects.toMatchObject({
      code: "connector.unreadable-place",
      params: { reason: "missing", place: BUCKET },
    });
  });

  it("holds 100,000 keys one page at a time", async () => {
    const large = await startS3();
    for (let index = 0; index < 100_000; index++) large.put(BUCKET, `f${String(index)}`, "x");
    const own = call({ endpoint: large.endpoint });
    let items = 0;
    let most = 0;
    for await (const page of s3Runtime.changes(own, {
      scope: { bucket: BUCKET, prefix: "" },
      cursor: null,
    })) {
      items += page.items.length;
      most = Math.max(most, page.items.length);
    }
    await large.close();
    expect([items, most]).toEqual([100_000, 1000]);
  });
});

describe("what is missing", () => {
  const checked = async (more: object) => (await s3Runtime.test(call(more))).checks;
  const failed = async (more: object) => (await checked(more)).find(({ ok }) => !ok);

  it.each([
    [{ accessKeyId: "AKIANOSUCHKEY" }, "keys", { reason: "unknown" }],
    [{ secretAccessKey: "wrong" }, "keys", { reason: "secret" }],
    [{ bucket: "no-such-bucket" }, "list", { reason: "missing" }],
    [{ bucket: BUCKET, region: "us-east-1" }, "list", { reason: "region", region: "eu-central-1" }],
  ])("is told for %j", async (more, code, params) => {
    expect(await failed(more)).toMatchObject({ code, params });
  });

  it("is told where a bucket may be listed and its files not be read", async () => {
    server.put(BUCKET, "a.txt", "Text.");
    expect(await failed({ bucket: BUCKET })).toBeUndefined();
    server.fail({ how: "denied", on: "download" });
    expect(await failed({ bucket: BUCKET })).toMatchObject({ code: "read" });
    server.fail({ how: "denied" });
    expect(await failed({ bucket: BUCKET })).toMatchObject({ code: "list" });
  });

  it("is told where buckets may not be listed", async () => {
    const strict = await startS3({ listsBuckets: false });
    expect(await failed({ endpoint: strict.endpoint })).toMatchObject({ code: "buckets" });
    await strict.close();
  });

  it("is nothing where only the clocks differ", async () => {
    now = 3 * 3_600_000;
    server.put(BUCKET, "a.txt", "Text.");
    expect(await keys()).toEqual(["a.txt"]);
  });
});

describe("files that can't be read", () => {
  it("are listed with the reason when they are archived", async () => {
    server.put(BUCKET, "old.txt", "Text.");
    server.describe(BUCKET, "old.txt", { storageClass: "DEEP_ARCHIVE" });
    const [item] = (await list()).values();
    expect(item?.unreadable).toMatchObject({ params: { reason: "archived" } });
  });

  it.each(["denied", "archived"] as const)("are refused one by one: %s", async (how) => {
    server.put(BUCKET, "a.txt", "Text.");
    server.fail({ how, on: "download" });
    const reason = how === "denied" ? "forbidden" : "archived";
    await expect(read("a.txt")).rejects.toMatchObject({
      code: "connector.item-refused",
      params: { reason },
    });
  });
});
