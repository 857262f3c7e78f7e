import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { checkZip } from "./check-zip";
import { identifyFile } from "./identify";
import { PARSER_LIMITS, parseInChild } from "./parser-process";
import { makeDocx, makePdf, withFile } from "./parsers/testing";

const { signal } = new AbortController();
const parse = (
  content: string | Uint8Array,
  options: { name?: string; signal?: AbortSignal; timeMs?: number; residentMb?: number } = {},
) =>
  withFile(content, (path) =>
    parseInChild(
      { path, name: options.name ?? "upload", mimeType: "", signal: options.signal ?? signal },
      {
        ...PARSER_LIMITS,
        ...(options.timeMs ? { timeMs: options.timeMs } : {}),
        ...(options.residentMb ? { residentMb: options.residentMb } : {}),
      },
    ),
  );
const identify = (content: string | Uint8Array, name: string) =>
  withFile(content, (path) => identifyFile(path, name));

describe("parseInChild", { timeout: 60_000 }, () => {
  it("reads in a process of its own and never stalls this one", async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 20);
    const document = await parse("# Title\n\nBody.", { name: "a.md" });
    clearInterval(timer);
    expect(document).toMatchObject({ format: "markdown", text: "Title\n\nBody." });
    expect(ticks).toBeGreaterThan(3);
  });

  it("passes on what the parser says, with its parameters", async () => {
    await expect(parse("GIF89a\u0001\u0000\u0001\u0000")).rejects.toMatchObject({
      code: "ingestion.unsupported",
      params: { found: "gif" },
    });
    await expect(parse(await makePdf([[]]))).rejects.toMatchObject({ code: "ingestion.scan" });
    await expect(parse("  \n ")).rejects.toMatchObject({ code: "ingestion.no-text" });
  });

  it("kills a reader that takes too long or too much", async () => {
    await expect(parse("text", { timeMs: 1 })).rejects.toMatchObject({
      code: "ingestion.too-slow",
    });
    await expect(parse("text", { residentMb: 1 })).rejects.toMatchObject({
      code: "ingestion.too-complex",
    });
  });

  it("ends when it is aborted", async () => {
    const abort = new AbortController();
    const reading = parse("text", { signal: abort.signal });
    setTimeout(() => {
      abort.abort();
    }, 100);
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("identifyFile", () => {
  it("goes by content, and by name only among text formats", async () => {
    expect(await identify(await makePdf([[{ text: "x" }]]), "lie.docx")).toBe("pdf");
    expect(await identify(await makeDocx([["a", "b"]]), "lie.txt")).toBe("docx");
    expect(await identify("<!DOCTYPE html><p>x", "lie.txt")).toBe("html");
    expect(await identify("a,b\n1,2", "table.csv")).toBe("csv");
    expect(await identify("# x", "README.md")).toBe("markdown");
    expect(await identify("plain", "no-extension")).toBe("text");
  });

  it("names what it can't read", async () => {
    await expect(identify('{"a":1}', "data.json")).rejects.toMatchObject({
      params: { found: "json" },
    });
    await expect(identify(Buffer.from([0, 1, 2, 3, 4, 5]), "x.bin")).rejects.toMatchObject({
      params: { found: "bin" },
    });
    await expect(identify("", "empty.txt")).rejects.toMatchObject({ code: "ingestion.no-text" });
  });
});

/** A zip with one entry whose headers say what the test wants. */
function zip({
  name = "word/document.xml",
  size,
  content = "",
}: {
  name?: string;
  size?: number;
  content?: string;
}): Buffer {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30 + name.length);
  local.writeUInt32LE(0x04034b50, 0);
  const central = Buffer.alloc(46 + name.length);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(size ?? content.length, 24);
  central.writeUInt16LE(name.length, 28);
  central.write(name, 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, central, end]);
}

describe("checkZip", () => {
  it("accepts a document and refuses what would explode or lead out", async () => {
    expect(() => checkZip(zip({ content: "<w/>" }))).not.toThrow();
    const docx = await makeDocx([["a", "b"]]);
    expect(() => checkZip(docx)).not.toThrow();
    for (const bad of [
      { size: 200_000_000 },
      { size: 50_000_000, content: "x" },
      { name: "../evil.xml" },
      { name: "/etc/x" },
    ]) {
      expect(() => checkZip(zip(bad))).toThrow("ingestion.unsafe-archive");
    }
    expect(() => checkZip(docx.subarray(0, 500))).toThrow("ingestion.damaged");
  });
});
