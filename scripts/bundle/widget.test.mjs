import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { measureWidget, tooHeavy } from "./widget.mjs";

/** @type {string} */
let folder;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "groundwork-widget-"));
  await Promise.all(
    ["v1.js", "panel.js", "page.js", "form.js"].map((name) =>
      writeFile(path.join(folder, name), "1"),
    ),
  );
});
afterEach(() => rm(folder, { recursive: true }));

it("lets what is light pass", async () => {
  expect(tooHeavy(await measureWidget(folder))).toEqual([]);
});

it("names what a page would load before the chat is opened when it is over 15 kB gzipped", async () => {
  await writeFile(path.join(folder, "v1.js"), randomBytes(15_100));
  const [line, ...others] = tooHeavy(await measureWidget(folder));
  expect(line).toMatch(/^widget: before is 15\d\d\d bytes, more than its 15000\.$/);
  expect(others).toEqual([]);
});

it("notices that nothing was built", async () => {
  expect(tooHeavy(await measureWidget(path.join(folder, "nowhere")))).toHaveLength(4);
});
