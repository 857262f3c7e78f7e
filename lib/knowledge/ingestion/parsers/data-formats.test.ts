import { describe, expect, it } from "vitest";
import type { Format } from "./_contract/parser";
import { parsers } from "./registry";
import { withFile } from "./testing";

async function read(format: Format, content: string | Uint8Array) {
  const { parse } = await parsers[format]();
  const { signal } = new AbortController();
  return withFile(content, (path) => parse({ path, name: "file", mimeType: "", signal }));
}
const text = async (format: Format, content: string) => (await read(format, content)).text;

describe("CSV", () => {
  it("takes tabs, bars and Excel's own word for the delimiter", async () => {
    expect(await text("csv", "a\tb\nx,y\t2\n")).toBe("a: x,y; b: 2");
    expect(await text("csv", "a|b\nx|2\n")).toBe("a: x; b: 2");
    expect(await text("csv", "sep=;\r\na;b\r\nx,1,2,3;2\r\n")).toBe("a: x,1,2,3; b: 2");
  });

  it("keeps a title apart and takes no data for names", async () => {
    expect(await text("csv", "Fees 2026,,\nCity,Fee,Note\nRome,5,\n")).toBe(
      "Fees 2026\n\nCity: Rome; Fee: 5",
    );
    expect(await text("csv", "1,2.5\n3,4.5\n")).toBe("1 | 2.5\n3 | 4.5");
  });

  it("reads past a quote that never ends, and says that rows are too long", async () => {
    expect(await text("csv", 'a,b\n"x,1\ny,2\n')).toContain("x,1");
    const { warnings } = await read("csv", "a,b\n1,2,3\n4,5\n");
    expect(warnings).toEqual([{ code: "rows-malformed", params: { count: 1 } }]);
  });
});

describe("JSON", () => {
  it("reads records as lines with paths, objects as headings", async () => {
    const { text: found, structure } = await read(
      "json",
      '{"title":"Fees","tags":["a","b"],"cities":[{"name":"Rome","fee":{"adult":5,"child":null}}],"contact":{"mail":"x@y.z"}}',
    );
    expect(found).toBe(
      "title: Fees\ntags: a, b\n\ncities\n\nname: Rome; fee.adult: 5\n\ncontact\n\nmail: x@y.z",
    );
    expect(structure.map(({ kind }) => kind)).toEqual(["heading", "table", "row", "heading"]);
  });

  it("reads JSON lines, and names no prototypes", async () => {
    expect(await text("json", '{"a":1}\n{"a":2}\n')).toBe("a: 1\na: 2");
    expect(await text("json", '{"__proto__":{"x":"y"},"constructor":"z"}')).toBe(
      "constructor: z\n\n__proto__\n\nx: y",
    );
  });

  it("refuses what is nested without end, whatever its size", async () => {
    for (const open of ["[", '{"a":'])
      await expect(read("json", open.repeat(200_000))).rejects.toMatchObject({
        code: "ingestion.too-deep",
      });
    expect(await text("json", JSON.stringify(["[".repeat(1_000)]))).toBe("[".repeat(1_000));
    await expect(read("json", '{"a": ')).rejects.toMatchObject({ code: "ingestion.damaged" });
  });
});

describe("XML", () => {
  it("keeps records together and paragraphs whole", async () => {
    expect(
      await text(
        "xml",
        "<shop><intro>Open <b>daily</b>.</intro><item id='7'><name>Tea</name><price unit='eur'>3</price></item><item><name>Cake</name><price>4</price></item></shop>",
      ),
    ).toBe("Open daily.\n\nid: 7; name: Tea; price: 3 (unit eur)\nname: Cake; price: 4");
  });

  it("reads the words of a drawing, not its script", async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><title>Plan</title><text x="1">Exit <tspan>left</tspan></text><image href="http://127.0.0.1:9/x.png"/></svg>';
    expect(await text("xml", svg)).toBe("Plan\n\nExit left");
  });

  it("expands no entity and reads no file", async () => {
    const bomb = `<!DOCTYPE b [<!ENTITY a "ha">${[..."bcdefgh"].map((name, at) => `<!ENTITY ${name} "${`&${"abcdefg"[at] ?? ""};`.repeat(10)}">`).join("")}]><b>before &h; after</b>`;
    expect(await text("xml", bomb)).toBe("b: before after");
    const outside =
      '<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY n SYSTEM "http://127.0.0.1:9/">]><r>x &f; &n; y</r>';
    expect(await text("xml", outside)).toBe("r: x y");
  });

  it("refuses what is nested without end or cut off", async () => {
    await expect(read("xml", "<a>".repeat(100_000))).rejects.toMatchObject({
      code: "ingestion.too-deep",
    });
    await expect(read("xml", "<a><b>x</b>")).rejects.toMatchObject({ code: "ingestion.damaged" });
  });

  it("believes its declaration unless it is Unicode", async () => {
    const bytes = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>Größe</a>', "latin1");
    expect((await read("xml", bytes)).text).toContain("Größe");
    expect(await text("xml", '<?xml version="1.0" encoding="ISO-8859-1"?><a>Größe</a>')).toContain(
      "Größe",
    );
  });
});

describe("HTML", () => {
  it("refuses what is nested without end, but not tags that were left open", async () => {
    for (const open of ["<div>", "<table><tr><td>"])
      await expect(read("html", open.repeat(50_000))).rejects.toMatchObject({
        code: "ingestion.too-deep",
      });
    expect(await text("html", `<ul>${"<li>a".repeat(3)}</ul>`)).toBe("- a\n- a\n- a");
  });
});

describe("a picture", () => {
  it("is not read unless text recognition is on", async () => {
    await expect(read("image", "any")).rejects.toMatchObject({ code: "ingestion.picture" });
  });
});
