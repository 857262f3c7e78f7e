import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { identifyFile } from "./identify";
import type { Format } from "./parsers/_contract/parser";
import { makeOle, makeZip } from "./parsers/_office/testing";
import { makePicture } from "./parsers/ocr/testing";
import { makeDocx, makePdf, withFile } from "./parsers/testing";

const identify = (content: string | Uint8Array, name: string) =>
  withFile(content, (path) => identifyFile(path, name));

describe("identifyFile", () => {
  it("goes by content, and by name only among text formats", async () => {
    expect(await identify(await makePdf([[{ text: "x" }]]), "lie.docx")).toBe("pdf");
    expect(await identify(await makeDocx([["a", "b"]]), "lie.txt")).toBe("docx");
    expect(await identify("<!DOCTYPE html><p>x", "lie.txt")).toBe("html");
    expect(await identify("a,b\n1,2", "table.csv")).toBe("csv");
    expect(await identify("# x", "README.md")).toBe("markdown");
    expect(await identify("plain", "no-extension")).toBe("text");
  });

  it.each<[Format, string, string]>([
    ["json", '{"a": 1}', "notes.txt"],
    ["json", "[1, 2]", "list.json"],
    ["json", '{"a":1}\n{"a":2}', "log.jsonl"],
    ["text", "[1] See the appendix.", "notes.txt"],
    ["text", "Just words.", "odd.json"],
    ["markdown", "[link](x) and more", "a.md"],
    ["xml", '<?xml version="1.0"?><feed><a/></feed>', "feed.txt"],
    ["xml", '<svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>', "a.svg"],
    ["xml", "<note><to>x</to></note>", "note.xml"],
    ["html", '<?xml version="1.0"?><!DOCTYPE html><html><body>x</body></html>', "a.xml"],
    ["html", "<div>part of a page</div>", "part.txt"],
    ["text", "BMW sold more cars than MZ built motorcycles.", "cars.txt"],
    ["text", "key: value", "settings.yaml"],
  ])("finds %s in %s", async (format, content, name) => {
    expect(await identify(content, name)).toBe(format);
  });

  it("reads wide letters and pictures", async () => {
    expect(await identify(iconv.encode("a;b\n1;2", "utf-16le"), "a.csv")).toBe("csv");
    expect(await identify(iconv.encode('{"a": "b"}', "utf-16"), "a")).toBe("json");
    expect(await identify(await makePicture("x"), "scan.pdf")).toBe("image");
  });

  it.each([
    ["WordPerfect", Buffer.from("\xffWPC\x10\0\0\0", "latin1"), "old.wpd"],
    ["PostScript", "%!PS-Adobe-3.0\n/Helvetica findfont", "print.ps"],
    [
      "Visio",
      makeZip({ "[Content_Types].xml": "<Types/>", "visio/document.xml": "<a/>" }),
      "a.vsdx",
    ],
    ["Apple Numbers", makeZip({ "Index/Document.iwa": "x", "preview.jpg": "x" }), "a.numbers"],
    ["Publisher", makeOle({ Quill: { QuillSub: {} } }), "flyer.pub"],
  ])("tells how to go on with files of %s", async (program, content, name) => {
    await expect(identify(content, name)).rejects.toMatchObject({
      code: "ingestion.convert-first",
      params: { program },
    });
  });

  it("knows drawings, flat files and files of OpenOffice 1", async () => {
    const typed = (mimetype: string) => makeZip({ mimetype, "content.xml": "<a/>" });
    expect(await identify(typed("application/vnd.oasis.opendocument.graphics"), "a.odg")).toBe(
      "odp",
    );
    expect(await identify(typed("application/vnd.sun.xml.writer"), "a.sxw")).toBe("odt");
    const flat =
      '<?xml version="1.0"?>\n<office:document xmlns:office="x" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">';
    expect(await identify(flat, "a.fods")).toBe("ods");
  });

  it("names what it can't read", async () => {
    await expect(identify(gzipSync("text"), "a.txt")).rejects.toMatchObject({
      code: "ingestion.packed",
      params: { found: "gz" },
    });
    await expect(identify("GIF89a\u0001\u0000\u0001\u0000", "a.pdf")).rejects.toMatchObject({
      code: "ingestion.unsupported",
      params: { found: "gif" },
    });
    await expect(identify(Buffer.from([0, 1, 2, 3, 4, 5]), "x.bin")).rejects.toMatchObject({
      params: { found: "bin" },
    });
    await expect(identify("", "empty.txt")).rejects.toMatchObject({ code: "ingestion.no-text" });
  });
});
