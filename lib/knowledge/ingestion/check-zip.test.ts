import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { checkZip } from "./check-zip";
import { makeDocx } from "./parsers/testing";

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
