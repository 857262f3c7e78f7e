import { describe, expect, it } from "vitest";
import { CONVERTED_TEXT, foreignFile, withStandIn } from "./converter/testing";
import { withFile } from "./parsers/testing";
import { readDocument } from "./read-document";

const read = (content: string | Buffer, program: string | null, onConverted?: () => void) =>
  withFile(content, (path) =>
    readDocument(
      { path, name: "upload.wpd", mimeType: "", signal: new AbortController().signal },
      {
        findConverter: () => Promise.resolve(program),
        ...(onConverted ? { onConverted } : {}),
      },
    ),
  );

describe("a file that our parsers can't read", { timeout: 60_000 }, () => {
  it("is read by way of LibreOffice, and says so", async () => {
    let conversions = 0;
    const document = await withStandIn(({ program }) =>
      read(foreignFile("convert"), program, () => (conversions += 1)),
    );
    expect(document).toMatchObject({ format: "odt", text: CONVERTED_TEXT });
    expect(document.warnings).toEqual([{ code: "converted", params: { program: "WordPerfect" } }]);
    expect(conversions).toBe(1);
  });

  it("says what is missing where there is none", async () => {
    await expect(read(foreignFile("convert"), null)).rejects.toMatchObject({
      code: "ingestion.converter-missing",
      params: { program: "WordPerfect" },
    });
  });

  it("is not given to LibreOffice when that can't open it either", async () => {
    await withStandIn(async ({ program }) => {
      await expect(read("%!PS-Adobe-3.0\n", program)).rejects.toMatchObject({
        code: "ingestion.convert-first",
      });
    });
  });
});

describe("a file that our parsers read", { timeout: 60_000 }, () => {
  it("never meets LibreOffice", async () => {
    const document = await read("Plain.", "/nowhere/soffice");
    expect(document).toMatchObject({ text: "Plain." });
    expect(document.warnings ?? []).toEqual([]);
  });
});
