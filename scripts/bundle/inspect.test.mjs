import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findServerCode, measurePages, overBudget, SERVER_MARKERS } from "./inspect.mjs";

/** @type {string} */
let build;
beforeEach(async () => {
  build = await mkdtemp(path.join(tmpdir(), "groundwork-bundle-"));
});
afterEach(() => rm(build, { recursive: true }));

async function write(/** @type {string} */ file, /** @type {string} */ text) {
  await mkdir(path.dirname(path.join(build, file)), { recursive: true });
  await writeFile(path.join(build, file), text);
}

describe("findServerCode", () => {
  it("names the file and the word", async () => {
    await write("static/chunks/fine.js", "console.log('hello')");
    await write("static/chunks/leak.js", "class PrismaClient{}");
    await write("static/style.css", ".scrypt{}");
    expect(await findServerCode(build)).toEqual([
      { file: "static/chunks/leak.js", marker: "PrismaClient" },
    ]);
  });

  it("looks for words that stand in the code they are to betray", async () => {
    const root = path.resolve(import.meta.dirname, "../..");
    const client = await readFile(path.join(root, "lib/db/client.ts"), "utf8");
    const password = await readFile(path.join(root, "lib/crypto/password.ts"), "utf8");
    for (const text of [client, password])
      expect(SERVER_MARKERS.some((marker) => text.includes(marker))).toBe(true);
  });
});

describe("measurePages", () => {
  it("counts shared files and those of layouts and page once each", async () => {
    const noise = Buffer.from(
      Array.from({ length: 9000 }, () => Math.floor(Math.random() * 256)),
    ).toString("base64");
    await write("build-manifest.json", JSON.stringify({ rootMainFiles: ["static/main.js"] }));
    await write("static/main.js", "");
    await write("static/page.js", noise);
    const manifest = {
      entryJSFiles: {
        "app/layout": ["static/main.js"],
        "app/x/page": ["static/page.js", "static/page.js"],
      },
    };
    await write(
      "server/app/x/page_client-reference-manifest.js",
      `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};\nglobalThis.__RSC_MANIFEST["/x/page"] = ${JSON.stringify(manifest)};`,
    );
    const [only] = await measurePages(build);
    expect(only?.page).toBe(path.join("x", "page"));
    expect(only?.bytes).toBeGreaterThan(9000);
    expect(only?.bytes).toBeLessThan(9600);
  });
});

it("lists a page with the canvas it goes on to fetch", async () => {
  await write("build-manifest.json", "{}");
  await write("static/canvas.js", "react-flow__pane");
  await write("static/canvas.css", "");
  await write("static/other.js", "something else");
  await write("server/app/x/page_client-reference-manifest.js", '__RSC_MANIFEST["/x"] = {}');
  await write(
    "server/app/x/page/react-loadable-manifest.json",
    JSON.stringify({
      1: { id: 1, files: ["static/other.js"] },
      2: { id: 2, files: ["static/canvas.js", "static/canvas.css"] },
    }),
  );
  const [first, second] = await measurePages(build);
  expect(first?.page).toBe(`${path.join("x", "page")} with the canvas`);
  expect(first?.bytes).toBeGreaterThan(0);
  expect(second).toEqual({ page: path.join("x", "page"), bytes: 0 });
});

it("reports what is over its budget", () => {
  const pages = [
    { page: "(workspace)/[workspace]/workflows/[id]/page", bytes: 270_001 },
    { page: "(auth)/sign-in/page", bytes: 240_000 },
  ];
  expect(overBudget(pages).map(({ page, budget }) => [page, budget])).toEqual([
    ["(workspace)/[workspace]/workflows/[id]/page", 270_000],
  ]);
});
