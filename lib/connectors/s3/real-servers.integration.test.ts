import { randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { startCeph } from "@/e2e/servers/ceph/server";
import { hasCeph, hasSwift } from "@/e2e/servers/s3/installed.mjs";
import type { RealS3 } from "@/e2e/servers/s3/through";
import { startSwift, SWIFT_PAGE } from "@/e2e/servers/swift/server";
import {
  describeConnector,
  filesAfter,
  pagesAfter,
  type ConnectorWorld,
} from "@/lib/connectors/_contract/conformance";
import type { ConnectorRuntime } from "@/lib/connectors/_contract/runtime";
import { connectorCall } from "@/lib/testing/connectors";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { sourceInBucket } from "@/lib/testing/synced-source";
import { s3 } from "./definition";
import { s3Runtime } from "./runtime";

declare module "vitest" {
  export interface ProvidedContext {
    s3Servers: string;
  }
}

const wanted = (name: string) => inject("s3Servers").split(",").includes(name);

/** Servers that other people wrote. Without one this part is left out: `npm test` installs Ceph where it may, and says so where it can't. */
const SERVERS = [
  { name: "Ceph", isThere: wanted("ceph") && hasCeph(), start: startCeph, many: 1200, page: 1000 },
  // Slower, so with smaller pages.
  {
    name: "OpenStack Swift",
    isThere: wanted("swift") && hasSwift(),
    start: startSwift,
    many: 120,
    page: SWIFT_PAGE,
  },
];

const ODD_KEYS = [
  "a//b.txt",
  "with space + plus & ampersand <tag>.txt",
  "percent %41 100%.txt",
  "quote'\"(1)*!.txt",
  "café-NFC.txt".normalize("NFC"),
  "café-NFD.txt".normalize("NFD"),
  "emoji 🎉/עברית.txt",
  "hash#question?.txt",
  "back\\slash;semi=colon@at:.txt",
  "no ending",
  `${"x".repeat(1020)}.txt`,
];
const AT_ONCE = 20;

describe.each(SERVERS)("on $name", ({ isThere, start, many, page }) => {
  describe.skipIf(!isThere)("the connector for S3", () => {
    let server: RealS3;
    beforeAll(async () => {
      server = await start();
      return () => server.close();
    });

    const runtime: ConnectorRuntime = s3Runtime;
    const worldIn = (bucket: string, prefix = ""): ConnectorWorld => ({
      call: ({ signal, wrongSecret } = {}) =>
        connectorCall(
          s3Runtime,
          s3.credentials.parse({
            method: "keys",
            ...server.keys,
            ...(wrongSecret && { secretAccessKey: "wrong-secret" }),
            endpoint: server.endpoint,
            bucket,
          }),
          { signal },
        ),
      scope: { bucket, prefix },
      secrets: [server.keys.secretAccessKey, "wrong-secret"],
      put: (path, content) => server.put(bucket, path, content),
      remove: (path) => server.remove(bucket, path),
      fail: (how, on) => Promise.resolve(server.fail(how, on)),
      authorizedHosts: () => server.authorizedHosts,
    });
    const newBucket = async () => {
      const bucket = `b-${randomBytes(6).toString("hex")}`;
      await server.makeBucket(bucket);
      return bucket;
    };
    describeConnector({
      definition: s3,
      runtime,
      newWorld: async () => worldIn(await newBucket()),
    });

    it("reads objects of any name, and takes those that stand for folders for none", async () => {
      const world = worldIn(await newBucket());
      for (const key of ODD_KEYS) await world.put(key, `The text of ${key}.`);
      await world.put("folder/", "");
      const files = filesAfter(await pagesAfter(runtime, world, null));
      expect([...files.keys()].sort()).toEqual([...ODD_KEYS].sort());
      for (const item of files.values()) {
        const { body } = await runtime.download(world.call(), item);
        expect((await buffer(body)).toString()).toBe(`The text of ${item.id}.`);
      }
      const { nodes } = await runtime.children(world.call(), { parent: null, page: null });
      const [top] = nodes;
      const below = await runtime.children(world.call(), { parent: top?.id ?? "", page: null });
      expect(below.nodes.map(({ label }) => label).sort()).toEqual(["a", "emoji 🎉", "folder"]);
    });

    it("lists more than a page of them, each once, and goes on from where it was broken off", async () => {
      const bucket = await newBucket();
      const keys = Array.from({ length: many }, (_, index) => `docs/${String(index)} é+%.txt`);
      for (let at = 0; at < many; at += AT_ONCE) {
        await Promise.all(
          keys.slice(at, at + AT_ONCE).map((key) => server.put(bucket, key, "Text.")),
        );
      }
      await server.put(bucket, "docs2/other.txt", "Text.");
      const world = worldIn(bucket, "docs/");
      const pages = await pagesAfter(runtime, world, null);
      // A page may be shorter than what was asked for.
      expect(pages.length).toBeGreaterThan(1);
      expect(Math.max(...pages.map(({ items }) => items.length))).toBeLessThanOrEqual(page);
      const all = filesAfter(pages);
      expect([...all.keys()].sort()).toEqual([...keys].sort());
      const rest = await pagesAfter(runtime, world, pages[0]?.cursor ?? null);
      expect(rest.length).toBe(pages.length - 1);
      expect(filesAfter([...pages.slice(0, 1), ...rest])).toEqual(all);
    });

    it("gives no content of another edition than the one that was listed", async () => {
      const world = worldIn(await newBucket());
      await world.put("a.txt", "The first.");
      const [item] = filesAfter(await pagesAfter(runtime, world, null)).values();
      if (!item) throw new Error("not listed");
      await world.put("a.txt", "The second.");
      await expect(runtime.download(world.call(), item)).rejects.toMatchObject({
        code: "connector.item-changed",
      });
    });

    it("says what is missing", async () => {
      const { secretAccessKey, ...keys } = server.keys;
      const failed = async (more: object) => {
        const credentials = s3.credentials.parse({
          method: "keys",
          ...keys,
          secretAccessKey,
          endpoint: server.endpoint,
          ...more,
        });
        const { checks } = await s3Runtime.test(connectorCall(s3Runtime, credentials));
        return checks.filter(({ ok }) => !ok);
      };
      expect(await failed({})).toEqual([]);
      expect(await failed({ secretAccessKey: "wrong" })).toMatchObject([
        { code: "keys", params: { reason: "secret" } },
      ]);
      expect(await failed({ bucket: "no-such-bucket" })).toMatchObject([
        { code: "list", params: { reason: "missing" } },
      ]);
    });

    describe("in a sync", () => {
      let database: Awaited<ReturnType<typeof freshDatabase>>;
      let services: TestServices;
      beforeAll(async () => {
        database = await freshDatabase();
        services = await testServices(database);
      });
      afterAll(async () => {
        await services.close();
        await database.stop();
      });

      it("follows what is made, overwritten and removed, to the last deletion", async () => {
        const bucket = await newBucket();
        const { endpoint, keys } = server;
        const source = await sourceInBucket(services, { endpoint, keys, bucket });
        const texts: Record<string, string> = {};
        const put = async (key: string, text: string) => {
          await server.put(bucket, key, text);
          // As texts are read.
          texts[key] = text.normalize("NFC");
        };
        const names = ODD_KEYS.filter((key) => key.endsWith(".txt") && !key.includes("//"));
        for (const key of names.slice(0, -1)) await put(key, `The text of ${key}.`);
        const count = Object.keys(texts).length;
        expect(await source.sync()).toMatchObject({ phase: "finished", added: count });
        expect(await source.texts()).toEqual(texts);
        const [first = "", second = "", third = ""] = names;
        await put(first, "Another text.");
        await put("new/new.txt", "A new text.");
        await server.remove(bucket, second);
        Reflect.deleteProperty(texts, second);
        server.fail("cut");
        server.fail("cut", "download");
        expect(await source.sync()).toMatchObject({ added: 1, changed: 1, removed: 1 });
        expect(await source.texts()).toEqual(texts);
        // The same again is no change, and what was away comes back.
        await put(third, `The text of ${third}.`);
        await put(second, "It is back.");
        expect(await source.sync()).toMatchObject({ added: 1, changed: 0, removed: 0 });
        for (const key of [...names.filter((key) => key !== names.at(-1)), "new/new.txt"])
          await server.remove(bucket, key);
        expect(await source.sync({ confirmed: true })).toMatchObject({
          removed: Object.keys(texts).length,
        });
        expect(await source.texts()).toEqual({});
      });
    });
  });
});
