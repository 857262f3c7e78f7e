import { describe, expect, it } from "vitest";
import { chunkDocument } from "../chunk";
import { isPage, regionFinder } from "../regions";
import { parseFile } from "../parse-file";
import { createPartReader } from "../read-part";
import type { Format, ParseInput, ParseOptions } from "./_contract/parser";
import { officeSamples } from "./_office/samples";
import { parsers } from "./registry";
import { makePicture } from "./ocr/testing";
import { expectSoundMarks, makeDocx, makePdf, withFile } from "./testing";

const markdown =
  "# Handbook\n\nText **bold**.\n\n## Leave\n\n| Type | Days |\n|---|---|\n| Sick | 10 |\n| Parental | 90 |\n";
const html = `<html><head><title>T</title><script>x()</script></head><body><h1>Handbook</h1><p>Some text.</p>
  <table><tr><th>Type</th><th>Days</th></tr><tr><td>Sick</td><td>10</td></tr></table></body></html>`;

/** A small file of each format; a format without one fails the suite. */
const samples: Readonly<Record<Format, () => Promise<string | Uint8Array>>> = {
  pdf: () =>
    makePdf([
      [{ text: "Handbook", size: 26 }, { text: "Some text on page one." }],
      [{ text: "Page two." }],
    ]),
  docx: () =>
    makeDocx([
      ["Type", "Days"],
      ["Sick", "10"],
    ]),
  ...officeSamples,
  markdown: async () => markdown,
  text: async () => "First line.\r\nSecond line.\r\n\r\nNext\u00a0block, cafe\u0301.\u0000",
  html: async () => html,
  csv: async () => 'Type;Days\nSick;10\n\n"a ""b""; c";3\n',
  json: async () =>
    '{"title":"Leave","types":[{"name":"Sick","days":10},{"name":"Parental","days":90}]}',
  xml: async () =>
    '<leave year="2026"><intro>Days <b>off</b>.</intro><type><name>Sick</name><days>10</days></type></leave>',
  image: () => makePicture("Sick leave is ten days."),
};
const options: ParseOptions = { ocr: { languages: ["eng"] }, comments: false };

async function read(
  format: Format,
  content: string | Uint8Array,
  signal = new AbortController().signal,
) {
  const { parse } = await parsers[format]();
  return withFile(content, (path) => {
    const input: ParseInput = { path, name: `sample.${format}`, mimeType: "", options, signal };
    return parse({ ...input, readPart: createPartReader(input, parseFile) });
  });
}

describe.each(Object.keys(samples) as Format[])("the %s parser", { timeout: 30_000 }, (format) => {
  it("gives normalised text and marks that fit it", async () => {
    const document = await read(format, await samples[format]());
    expect(document.text.trim()).not.toBe("");
    expect(document.text).toBe(document.text.normalize("NFC"));
    expect(document.text).not.toMatch(/[\r\u0000-\u0008\u00a0\u00ad\ufeff]/);
    expectSoundMarks(document);
  });

  it("lets each passage be found in the text and in the original", async () => {
    const document = await read(format, await samples[format]());
    const regionsOf = regionFinder(document.structure);
    const hasPages = document.structure.some(isPage);
    for (const chunk of chunkDocument(document)) {
      expect(document.text.slice(chunk.start, chunk.end)).toBe(chunk.text);
      expect(regionsOf(chunk).page).toBe(chunk.page);
      if (hasPages) expect(chunk.page).toBeGreaterThan(0);
    }
  });

  it("gives the same for the same bytes", async () => {
    const bytes = await samples[format]();
    expect(await read(format, bytes)).toEqual(await read(format, bytes));
  });

  it("stops when it is aborted", async () => {
    const reason = new Error("stopped");
    await expect(
      read(format, await samples[format](), AbortSignal.abort(reason)),
    ).rejects.toSatisfy((error: Error) => error === reason || error.name === "AbortError");
  });
});
