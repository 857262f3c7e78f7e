#!/usr/bin/env node
/**
 * Builds the chat for visitors into public/widget: `v1.js`, which a page names in its script tag; `page.js` of the
 * hosted page and `form.js` of the form's, complete in itself; and the panel that both load,
 * asked for with a mark of its content: a loader kept by a browser for a while still finds the panel of today.
 */
import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const output = path.join(root, "public/widget");
/** Browsers that have what the styles and the streams need: constructed sheets, `inert`, `dvh`. */
const target = ["chrome108", "firefox112", "safari16.4"];

/** Styles as text, minified. @type {import("esbuild").Plugin} */
const styles = {
  name: "styles",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.css\?inline$/ }, ({ path: name, resolveDir }) => ({
      path: path.join(resolveDir, name.replace("?inline", "")),
      namespace: "styles",
    }));
    onLoad({ filter: /./, namespace: "styles" }, async ({ path: file }) => {
      const { code } = await transform(await readFile(file, "utf8"), {
        loader: "css",
        minify: true,
        target,
      });
      return { contents: code, loader: "text", watchFiles: [file] };
    });
  },
};

/** @type {import("esbuild").BuildOptions} */
const shared = {
  absWorkingDir: root,
  outdir: output,
  bundle: true,
  minify: true,
  target,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  plugins: [styles],
};

await rm(output, { recursive: true, force: true });
await build({
  ...shared,
  format: "esm",
  entryPoints: [{ in: "widget/panel/mount.tsx", out: "panel" }],
});
const mark = createHash("sha256").update(await readFile(path.join(output, "panel.js")));
const define = { PANEL_FILE: JSON.stringify(`panel.js?v=${mark.digest("hex").slice(0, 12)}`) };
const entry = (/** @type {string} */ source, /** @type {string} */ out) => [
  { in: `widget/${source}`, out },
];
await Promise.all([
  build({ ...shared, define, format: "iife", entryPoints: entry("loader/main.ts", "v1") }),
  build({ ...shared, define, format: "esm", entryPoints: entry("page/main.ts", "page") }),
  build({ ...shared, format: "esm", entryPoints: entry("form/main.tsx", "form") }),
]);
