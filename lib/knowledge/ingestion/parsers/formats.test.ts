import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import type { Format, StructureMark } from "./_contract/parser";
import { DocumentBuilder, looksLikeHeader } from "./document-builder";
import { parseMarkdown } from "./markdown/parse-markdown";
import { appendWithPdfjs } from "./pdf/parse";
import { decodeText } from "./read-text";
import { parsers } from "./registry";
import { makeDocx, makePdf, withFile } from "./testing";

const { signal } = new AbortController();
async function read(format: Format, content: string | Uint8Array) {
  const { parse } = await parsers[format]();
  return withFile(content, (path) => parse({ path, name: "file", mimeType: "", signal }));
}
const titles = (structure: readonly StructureMark[]) =>
  structure.flatMap((mark) =>
    mark.kind === "heading" ? [`${String(mark.level)} ${mark.title ?? ""}`] : [],
  );

describe("Markdown", () => {
  it("takes the syntax off and keeps the words", () => {
    const { text } = parseMarkdown(
      "A *really* **bold** [link](https://x.test/a_(b)) and `code`, snake_case_name, 2*3*4, 5 \\* 6 &amp; more.\n\n```js\nlet a = 1;\n```\n",
    );
    expect(text).toBe(
      "A really bold link and code, snake_case_name, 2*3*4, 5 * 6 & more.\n\nlet a = 1;",
    );
  });

  it("joins wrapped lines, keeps list items apart and understands both kinds of heading", () => {
    const { text, structure } = parseMarkdown(
      "---\ntitle: x\n---\nTop\n===\n\none\ntwo\n\n- a\n  more\n- b\n1. c\n\nSub ##\n---\n\n### Deep ###\n",
    );
    expect(text).toBe("Top\n\none two\n\n- a more\n- b\n1. c\n\nSub ##\n\nDeep");
    expect(titles(structure)).toEqual(["1 Top", "2 Sub ##", "3 Deep"]);
  });

  it("turns each row of a table into a line that can be quoted alone", () => {
    const { text, structure } = parseMarkdown(
      "| Plan | Price |\n|:--|--:|\n| Basic | $5 |\n| Pro \\| Max | |\n",
    );
    expect(text).toBe("Plan: Basic; Price: $5\nPlan: Pro | Max");
    const rows = structure
      .filter((mark) => mark.kind === "row")
      .map((mark) => text.slice(mark.start, mark.end));
    expect(rows).toEqual(["Plan: Basic; Price: $5", "Plan: Pro | Max"]);
  });

  it("reads hostile input in linear time", () => {
    const started = performance.now();
    for (const piece of ["[", "*a ", "`", "<b ", "| - ", "![](", "> ", "\\", "_a_"])
      parseMarkdown(piece.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe("CSV", () => {
  it("finds the delimiter, quotes and empty cells", async () => {
    const { text } = await read(
      "csv",
      'City;Fee;Note\nParis;1,50;\n"New; York";2;"said ""hi""\nthere"\n',
    );
    expect(text).toBe('City: Paris; Fee: 1,50\nCity: New; York; Fee: 2; Note: said "hi" there');
  });

  it("keeps a column named __proto__ harmless", async () => {
    expect((await read("csv", "__proto__,b\n1,2\n")).text).toBe("__proto__: 1; b: 2");
  });
});

describe("HTML", () => {
  it("reads what is visible", async () => {
    const { text, structure } = await read(
      "html",
      `<h1>Fees</h1><p>Pay <b>now</b>.<br>Or later.</p><p style="display: none">secret</p><script>alert(1)</script>
       <ul><li>one<ul><li>inner</li></ul></li><li><p>two</p></li></ul><ol><li>x</li></ol>
       <table><tr><th>Plan</th><th>Fee</th></tr><tr><td>A<br>B</td><td>5</td></tr></table>`,
    );
    expect(text).toBe(
      "Fees\n\nPay now.\nOr later.\n\n- one\n- inner\n- two\n\n1. x\n\nPlan: A B; Fee: 5",
    );
    expect(titles(structure)).toEqual(["2 Fees"]);
  });

  it("leaves menus out of an article", async () => {
    const prose =
      "<p>The warranty covers the battery for two years after purchase in every country we sell to.</p>";
    const { text } = await read(
      "html",
      `<html><body><nav><a href="/a">Home</a> <a href="/b">Shop</a></nav><article><h1>Warranty</h1>${prose.repeat(8)}</article><footer>© Acme</footer></body></html>`,
    );
    expect(text).toContain("covers the battery");
    expect(text).not.toContain("Shop");
  });

  it("loses nothing of a page that is no article", async () => {
    const rule = "The rule about shelf space applies to everyone who works in the warehouse. ";
    const { text } = await read(
      "html",
      `<html><body><nav><a href="/a">Home</a></nav><h1>Handbook</h1><p>Ask <a href="/p">Ann</a>.</p>
       <table><tr><th>Item</th><th>Price</th></tr><tr><td>Bolt</td><td>1.25</td></tr></table>
       <div>${`<p>${rule.repeat(3)}</p>`.repeat(4)}</div><p>Total 53.43</p><footer>© Acme</footer></body></html>`,
    );
    expect(text).toMatch(/^Handbook\n\nAsk Ann\.\n\nItem: Bolt; Price: 1\.25\n\nThe rule/);
    expect(text).toMatch(/warehouse\.\n\nTotal 53\.43$/);
  });

  it("puts cells that span rows and columns where they stand", async () => {
    const { text } = await read(
      "html",
      `<table><tr><th>Team</th><th>Member</th><th>City</th></tr>
       <tr><td rowspan="2">Red</td><td>Ann</td><td>Rome</td></tr><tr><td>Bob</td><td>Paris</td></tr>
       <tr><td colspan="2">All</td><td>Europe</td></tr></table>`,
    );
    expect(text).toBe(
      "Team: Red; Member: Ann; City: Rome\nTeam: Red; Member: Bob; City: Paris\nTeam: All; City: Europe",
    );
  });

  it("reads pages that Readability fails on, and pages of nothing but links", async () => {
    expect((await read("html", "<p>Just a line</p>".repeat(3))).text).toContain("Just a line");
    const links = `<nav>${'<a href="/x">Annual report of the year</a> '.repeat(20)}</nav>`;
    expect((await read("html", `<html><body>${links}</body></html>`)).text).toContain(
      "Annual report",
    );
  });

  it("reads the declared encoding and deep nesting", async () => {
    const bytes = iconv.encode(
      '<html><head><meta charset="windows-1252"></head><body>Größe</body></html>',
      "windows-1252",
    );
    expect((await read("html", bytes)).text).toBe("Größe");
    const deep = `${"<div>".repeat(3_000)}core${"</div>".repeat(3_000)}`;
    expect((await read("html", deep)).text).toBe("core");
  });
});

describe("DOCX", () => {
  it("gives headings, list items and table rows", async () => {
    const { text, structure } = await read(
      "docx",
      await makeDocx([
        ["Class", "Limit"],
        ["Economy", "900 €"],
      ]),
    );
    expect(text).toBe(
      "Travel policy\n\nFlights\n\nBook economy class. Café receipts count.\n\n- first item\n\nClass: Economy; Limit: 900 €",
    );
    expect(titles(structure)).toEqual(["1 Travel policy", "2 Flights"]);
  });

  it("says that a broken file is damaged", async () => {
    const whole = await makeDocx([["a", "b"]]);
    await expect(read("docx", whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: "ingestion.damaged",
    });
  });
});

describe("PDF", () => {
  it("marks pages and headings", async () => {
    const bytes = await makePdf([
      [
        { text: "Benefits guide", size: 30 },
        { text: "Dental care is covered up to 1,200 euros a year." },
      ],
      [],
      [{ text: "Vacation is thirty days." }],
    ]);
    const { text, structure } = await read("pdf", bytes);
    const pages = structure.filter((mark) => mark.kind === "page");
    expect(pages.map((page) => page.number)).toEqual([1, 3]);
    expect(pages.map((page) => text.slice(page.start, page.end))[1]).toBe(
      "Vacation is thirty days.",
    );
    expect(titles(structure)).toEqual(["1 Benefits guide"]);
  });

  it("tells an empty file, a password and a broken file apart", async () => {
    expect((await read("pdf", await makePdf([[], []]))).text).toBe("");
    await expect(read("pdf", await makePdf([[{ text: "x" }]], "secret"))).rejects.toMatchObject({
      code: "ingestion.password",
    });
    await expect(read("pdf", "%PDF-1.7 nothing")).rejects.toMatchObject({
      code: "ingestion.damaged",
    });
  });

  it("has a second way to read", async () => {
    const bytes = await makePdf([[{ text: "Hello there." }], [{ text: "Second page." }]]);
    const builder = new DocumentBuilder();
    await appendWithPdfjs(builder, { bytes });
    const { text, structure } = builder.build();
    expect(text).toBe("Hello there.\n\nSecond page.");
    expect(structure.map(({ kind, number }) => [kind, number])).toEqual([
      ["page", 1],
      ["page", 2],
    ]);
  });
});

describe("decodeText", () => {
  const sentence =
    "Сотрудник имеет право на ежегодный отпуск. Заявление подаётся за две недели до начала отпуска, и руководитель отвечает на него в течение трёх дней.";
  it.each(["utf-8", "utf-16le", "utf-16be", "utf-32le"])(
    "follows the byte order mark of %s",
    (encoding) => {
      expect(decodeText(iconv.encode(`\ufeff${sentence}`, encoding)).replace("\ufeff", "")).toBe(
        sentence,
      );
    },
  );
  it.each(["windows-1251", "koi8-r"])("guesses %s", (encoding) => {
    expect(decodeText(iconv.encode(sentence, encoding))).toBe(sentence);
  });
  it("sees UTF-16 without a mark", () => {
    expect(decodeText(iconv.encode("Plain english text", "utf-16le"))).toBe("Plain english text");
  });
});

describe("tables", () => {
  it("tells a header from data", () => {
    expect(looksLikeHeader(["Name", "Price (€)"])).toBe(true);
    expect(looksLikeHeader(["Name", ""])).toBe(false);
    expect(looksLikeHeader(["2023", "2024"])).toBe(false);
    expect(looksLikeHeader(["same", "same"])).toBe(false);
  });

  it("joins cells where columns have no names", () => {
    const builder = new DocumentBuilder();
    builder.table(null, [
      ["a", "", "c"],
      ["", ""],
      ["d", "", ""],
    ]);
    expect(builder.build().text).toBe("a |  | c\nd");
  });
});
