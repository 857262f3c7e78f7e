import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { startWebSite, type WebSite } from "@/e2e/servers/web-site/server";
import {
  describeConnector,
  filesAfter,
  pagesAfter,
  type ConnectorWorld,
} from "@/lib/connectors/_contract/conformance";
import type { ConnectorRuntime } from "@/lib/connectors/_contract/runtime";
import { connectorCall } from "@/lib/testing/connectors";
import { web } from "./definition";
import { readPage } from "./page";
import { readRobots } from "./robots";
import { webRuntime } from "./runtime";

const runtime: ConnectorRuntime = webRuntime;
const sites: WebSite[] = [];
afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()));
});

interface World extends ConnectorWorld {
  readonly site: WebSite;
}

/** Without a sitemap its first page leads to everything. */
async function newWorld(): Promise<World> {
  const site = await startWebSite();
  sites.push(site);
  const credentials = (password: string) =>
    web.credentials.parse({ method: "site", address: site.origin, user: "reader", password });
  return {
    site,
    scope: { path: "/" },
    secrets: ["canary-password", "wrong-password"],
    call: ({ signal, wrongSecret } = {}) =>
      connectorCall(webRuntime, credentials(wrongSecret ? "wrong-password" : "canary-password"), {
        signal,
      }),
    put: (path, content) => {
      site.put(`/${path}`, content);
      return Promise.resolve();
    },
    remove: (path) => {
      site.pages.delete(`/${path}`);
      return Promise.resolve();
    },
    fail: (how, on) => {
      site.fail({ how, on: on === "download" ? /\.txt$/ : how === "cut" ? /sitemap/ : FIRST[how] });
      return Promise.resolve();
    },
    authorizedHosts: () => site.authorizedHosts,
  };
}
const FIRST = { throttle: /robots/, "server-error": /robots/, garbage: /sitemap/ };

/** One whose robots.txt names a sitemap, behind a password. */
async function namedWorld(): Promise<World> {
  const world = await newWorld();
  const { site } = world;
  site.basic = "reader:canary-password";
  site.sitemap = "names";
  site.robots = `Sitemap: ${site.origin}/sitemap.xml`;
  // So that its own test has a page to begin with, which is not to be kept.
  site.put("/", '<meta name="robots" content="noindex">');
  return world;
}

describeConnector({ definition: web, runtime, newWorld: namedWorld });

const files = async (world: World, before?: Awaited<ReturnType<typeof pagesAfter>>) =>
  filesAfter(await pagesAfter(runtime, world, null), before && filesAfter(before));
const paths = (found: ReturnType<typeof filesAfter>) =>
  [...found.keys()].map((id) => new URL(id).pathname + new URL(id).search).sort();
const page = (title: string, ...links: string[]) =>
  `<html><head><title>${title}</title></head><body><h1>${title}</h1>${links.map((to) => `<a href="${to}">${to}</a>`).join("")}</body></html>`;

describe("a site without a sitemap", () => {
  it("is followed from page to page, on its own host and in its picked part", async () => {
    const world = await newWorld();
    const { site } = world;
    site.put(
      "/",
      page("Home", "/docs/", "/news/today", "https://elsewhere.example/x", "mailto:a@b.c"),
    );
    site.put(
      "/docs/",
      page("Docs", "guide?a=1&amp;b=2#top", "/docs/", "/logo.png", "/docs/plan.pdf"),
    );
    site.put("/docs/guide?a=1&b=2", page("Guide", "/"));
    site.put("/docs/plan.pdf", "%PDF", { type: "application/pdf" });
    site.put("/news/today", page("News"));
    expect(paths(await files(world))).toEqual([
      "/",
      "/docs/",
      "/docs/guide?a=1&b=2",
      "/docs/plan.pdf",
      "/news/today",
    ]);
    const part = { ...world, scope: { path: "/docs/" } };
    const found = await files(part);
    expect(paths(found)).toEqual(["/docs/", "/docs/guide?a=1&b=2", "/docs/plan.pdf"]);
    expect([...found.values()].map(({ name }) => name).sort()).toEqual([
      "guide?a=1&b=2",
      "index",
      "plan.pdf",
    ]);
    expect(site.calls).not.toContain("/logo.png");
  });

  it("keeps to robots.txt, and to what its pages ask for", async () => {
    const world = await newWorld();
    const { site } = world;
    site.robots =
      "User-agent: *\nDisallow: /\n\nUser-agent: Groundwork\nDisallow: /private\nAllow: /private/open";
    site.put("/", page("Home", "/private/x", "/private/open", "/hidden", "/end"));
    site.put("/private/x", page("Private"));
    site.put("/private/open", page("Open"));
    site.put("/hidden", `<meta name=robots content=noindex>${page("Hidden", "/behind")}`);
    site.put("/behind", page("Behind"));
    site.put("/end", page("End", "/never"), { headers: { "x-robots-tag": "nofollow" } });
    site.put("/never", page("Never"));
    expect(paths(await files(world))).toEqual(["/", "/behind", "/end", "/private/open"]);
    expect(site.calls).not.toContain("/private/x");
    site.robots = "User-agent: *\nDisallow: /";
    await expect(files(world)).rejects.toMatchObject({ code: "connector.unreadable-place" });
  });

  it("takes nothing for gone after a page gave no answer, and does after a whole crawl", async () => {
    const world = await newWorld();
    const { site } = world;
    site.put("/", page("Home", "/a", "/b"));
    site.put("/a", page("A", "/c"));
    site.put("/b", page("B"));
    site.put("/c", page("C"));
    const before = await pagesAfter(runtime, world, null);
    site.fail({ how: "server-error", on: /^\/a$/ });
    expect(paths(await files(world, before))).toEqual(["/", "/a", "/b", "/c"]);
    // A proxy's own page in place of the first one.
    site.fail({ how: "garbage", on: /^\/$/ });
    expect(paths(await files(world, before))).toEqual(["/", "/a", "/b", "/c"]);
    site.pages.delete("/b");
    expect(paths(await files(world, before))).toEqual(["/", "/a", "/c"]);
  });

  it("goes along with a redirect on the site, and not with one to another host", async () => {
    const world = await newWorld();
    const { site } = world;
    site.put("/", page("Home", "/old", "/away"));
    site.put("/old", "", { status: 301, headers: { location: "/new" } });
    site.put("/away", "", { status: 302, headers: { location: "http://localhost:1/x" } });
    site.put("/new", page("New"));
    expect(paths(await files(world))).toEqual(["/", "/new"]);
  });
});

describe("a crawl by links that is broken off", () => {
  /** Of 120 pages, each of which leads to the next two. */
  async function chained() {
    const world = await newWorld();
    for (let at = 0; at < 120; at++) {
      const path = at === 0 ? "/" : `/p${String(at)}`;
      world.site.put(
        path,
        page(`Page ${String(at)}`, ...[1, 2].map((by) => `/p${String(at + by)}`)),
      );
    }
    return world;
  }

  it("goes on where it stopped, and looks at nothing twice", async () => {
    const world = await chained();
    const { site } = world;
    const whole = await pagesAfter(runtime, world, null);
    expect(whole.length).toBe(3);
    expect(filesAfter(whole).size).toBe(120);
    site.calls.length = 0;
    const rest = await pagesAfter(runtime, world, whole[0]?.cursor ?? null);
    expect(rest).toEqual(whole.slice(1));
    expect(site.calls).not.toContain("/p49");
    // And /p120 and /p121, which aren't there, after robots.txt and where a sitemap would be.
    expect(site.calls.slice(0, 3)).toEqual(["/robots.txt", "/sitemap.xml", "/p50"]);
    expect(site.calls.length).toBe(2 + 70 + 2);
  });

  it("keeps its doubts, and to a robots.txt that is stricter by then", async () => {
    const world = await chained();
    const { site } = world;
    site.fail({ how: "server-error", on: /^\/p7$/ });
    const [first] = await pagesAfter(runtime, world, null);
    const rest = async () => pagesAfter(runtime, world, first?.cursor ?? null);
    expect((await rest()).at(-1)?.listing).toBeUndefined();
    site.robots = "User-agent: *\nDisallow: /p51";
    site.calls.length = 0;
    await rest();
    expect(site.calls).toContain("/p50");
    expect(site.calls).not.toContain("/p51");
  });

  it("begins again where the one that is remembered began elsewhere", async () => {
    const world = await chained();
    const [first] = await pagesAfter(runtime, world, null);
    const other = { ...world, scope: { path: "/p1" } };
    const [page] = await pagesAfter(runtime, other, first?.cursor ?? null);
    expect(page?.listing).toMatch(/^starts/);
  });
});

describe("what a sitemap leaves out", () => {
  /** A sitemap that names other sitemaps, the second of which can't be found. */
  async function halfNamed(more: { declared: boolean }) {
    const world = await newWorld();
    const { site } = world;
    for (const name of ["a", "b"]) site.put(`/${name}.txt`, `Text of ${name}.`);
    const list = (kind: string, inner: string, ...names: string[]) =>
      site.put(
        `/${kind}.xml`,
        `<${inner === "url" ? "urlset" : "sitemapindex"}>${names.map((name) => `<${inner}><loc>${site.origin}/${name}</loc></${inner}>`).join("")}</${inner === "url" ? "urlset" : "sitemapindex"}>`,
        { type: "application/xml" },
      );
    list("sitemap", "sitemap", "first.xml", "second.xml");
    list("first", "url", "a.txt");
    list("second", "url", "b.txt");
    if (more.declared) site.robots = `Sitemap: ${site.origin}/sitemap.xml`;
    return world;
  }

  it.each([{ declared: true }, { declared: false }])(
    "is not taken for gone where one of its parts can't be found (%j)",
    async (more) => {
      const world = await halfNamed(more);
      const before = await pagesAfter(runtime, world, null);
      expect(paths(filesAfter(before))).toEqual(["/a.txt", "/b.txt"]);
      world.site.pages.delete("/second.xml");
      const pages = await pagesAfter(runtime, world, null);
      expect(paths(filesAfter(pages, filesAfter(before)))).toEqual(["/a.txt", "/b.txt"]);
    },
  );

  it("is not taken for gone where robots.txt names one that isn't there, and the site is followed by its links", async () => {
    const world = await halfNamed({ declared: true });
    const before = await pagesAfter(runtime, world, null);
    world.site.pages.delete("/sitemap.xml");
    world.site.put("/", page("Home", "/a.txt"));
    const pages = await pagesAfter(runtime, world, null);
    expect(paths(filesAfter(pages, filesAfter(before)))).toEqual(["/", "/a.txt", "/b.txt"]);
  });
});

describe("what changed", () => {
  it("is what a reader sees, not what a script carries", async () => {
    const world = await newWorld();
    const { site } = world;
    const etag = async () => [...(await files(world)).values()][0]?.etag;
    site.put("/", `<p>Open at nine.</p><script>nonce = 1</script><!-- 1 --><b data-n="1">x</b>`);
    const first = await etag();
    site.put("/", `<p>Open at nine.</p><script>nonce = 2</script><!-- 2 --><b data-n="2">x</b>`);
    expect(await etag()).toBe(first);
    site.put("/", `<p>Open at ten.</p>`);
    expect(await etag()).not.toBe(first);
  });

  it("is told by the dates of a sitemap, without a look at any page", async () => {
    const world = await newWorld();
    const { site } = world;
    site.sitemap = "dates";
    site.put("/a", page("A"), { changed: "2026-01-01" });
    site.put("/b", page("B"), { changed: "2026-01-02" });
    const before = await files(world);
    expect(site.calls).toEqual(["/robots.txt", "/sitemap.xml"]);
    site.put("/b", page("B, changed"), { changed: "2026-02-01" });
    site.pages.delete("/a");
    const after = await files(world, await pagesAfter(runtime, world, null));
    const [id] = after.keys();
    expect(paths(after)).toEqual(["/b"]);
    expect(after.get(id ?? "")?.etag).not.toBe(before.get(id ?? "")?.etag);
  });
});

it("gives a page as it comes, with the ending of its kind", async () => {
  const world = await newWorld();
  world.site.put("/about", page("About us"));
  world.site.sitemap = "names";
  const [item] = (await files(world)).values();
  if (!item) throw new Error("nothing was found");
  const got = await runtime.download(world.call(), item);
  expect(got.extension).toBe(".html");
  expect((await buffer(got.body)).toString()).toContain("<h1>About us</h1>");
});

describe("robots.txt", () => {
  it.each([
    ["User-agent: *\nDisallow: /a", "/a/b", false],
    ["User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b", true],
    ["User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false],
    ["User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?a", true],
    ["User-agent: other\nDisallow: /", "/a", true],
    ["User-agent: groundwork\nUser-agent: other\nDisallow: /", "/a", false],
    ["User-agent: *\nDisallow:", "/a", true],
    ["<html>not a robots.txt</html>", "/a", true],
  ])("%j of %s: %s", (text, path, allowed) => {
    expect(readRobots(text).allows(path)).toBe(allowed);
  });

  it("is read in a time that goes by its length", () => {
    const { allows } = readRobots(`User-agent: *\nDisallow: /${"*a".repeat(5000)}$`);
    expect(allows(`/${"a".repeat(1000)}b`)).toBe(true);
    expect(readPage("<a ".repeat(100_000), null).links).toEqual([]);
  });
});
