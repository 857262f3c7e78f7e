import { describe, expect, it } from "vitest";
import { identifyFile } from "./identify";
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
