import { describe, expect, it } from "vitest";
import { scriptsOf } from "./editor-bytes";

describe("scriptsOf", () => {
  it("finds scripts in tags and in the page's data, each once", () => {
    const html = `<script src="/_next/static/chunks/a-1.js" async></script>
      <link rel="preload" as="script" href="/_next/static/chunks/b.js"/>
      <script>self.__next_f.push([1,"I[7,[\\"/_next/static/chunks/b.js\\",\\"static/chunks/c.js\\"]]"])</script>`;
    expect(scriptsOf(html)).toEqual([
      "/_next/static/chunks/a-1.js",
      "/_next/static/chunks/b.js",
      "/_next/static/chunks/c.js",
    ]);
  });

  it("leaves out what only old browsers load, and styles", () => {
    const html = `<script src="/_next/static/chunks/polyfills.js" noModule=""></script>
      <link rel="stylesheet" href="/_next/static/chunks/a.css"/>`;
    expect(scriptsOf(html)).toEqual([]);
  });
});
