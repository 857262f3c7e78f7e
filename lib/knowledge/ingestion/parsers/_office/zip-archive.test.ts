import { describe, expect, it } from "vitest";
import { makeDocx } from "../testing";
import { makeZip } from "./testing";
import { ZIP_LIMITS, ZipArchive } from "./zip-archive";

const open = (bytes: Buffer, limits = ZIP_LIMITS) => new ZipArchive(bytes, "zip", limits);

describe("ZipArchive", () => {
  it("reads the files of a document, in any case of their names", async () => {
    const docx = open(await makeDocx([["a", "b"]]));
    expect(docx.read("Word/Document.xml")?.toString()).toContain("Travel policy");
    expect(docx.read("nothing")).toBeNull();
  });

  it.each([
    ["an entry that is too large", { "a.xml": { content: "x", size: 200_000_000 } }],
    ["a compression no document has", { "a.xml": { content: "x", size: 50_000_000 } }],
    ["a path that leads out", { "a/../../evil.xml": "x" }],
    ["a path with backslashes that leads out", { "..\\evil.xml": "x" }],
    ["a path from the root", { "/etc/x": "x" }],
  ])("refuses %s by the list of contents", (_, files) => {
    expect(() => open(makeZip(files))).toThrow("ingestion.unsafe-archive");
  });

  it("counts what really comes out, whatever the list of contents says", () => {
    const bomb = makeZip({ "a.xml": { content: Buffer.alloc(3_000_000), size: 10 } });
    expect(() => open(bomb).read("a.xml")).toThrow("ingestion.unsafe-archive");
    const files = makeZip({
      a: { content: "x".repeat(600), size: 1 },
      b: { content: "x".repeat(600), size: 1 },
    });
    const zip = open(files, { ...ZIP_LIMITS, totalBytes: 1_000 });
    expect(zip.read("a")).toHaveLength(600);
    expect(() => zip.read("b")).toThrow("ingestion.unsafe-archive");
  });

  it("refuses more files than allowed", () => {
    expect(() => open(makeZip({ a: "", b: "" }), { ...ZIP_LIMITS, entries: 1 })).toThrow(
      "ingestion.unsafe-archive",
    );
  });

  it("tells a protected file from a broken one", () => {
    expect(() => open(makeZip({ a: { content: "x", encrypted: true } })).read("a")).toThrow(
      "ingestion.password",
    );
    const whole = makeZip({ "a.txt": "some text that is long enough to be cut somewhere" });
    expect(() => open(whole.subarray(0, 40))).toThrow("ingestion.damaged");
    whole.fill(0xff, 35, 45);
    expect(() => open(whole).read("a.txt")).toThrow("ingestion.damaged");
  });
});
