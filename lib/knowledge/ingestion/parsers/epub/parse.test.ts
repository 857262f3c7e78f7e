import { describe, expect, it } from "vitest";
import { readUpload } from "../_office/read-upload";
import { makeEpub } from "../_office/samples";

describe("e-books (.epub)", () => {
  it("reads chapters in their order and names those without a heading", async () => {
    const { text, structure } = await readUpload(
      makeEpub({
        b: '<h1>Fees</h1><a id="x"/><p>Five&nbsp;euros.</p>',
        a: "<script/><p>Thirty days.</p>",
      }),
    );
    expect(text).toBe("Handbook\n\nFees\n\nFive euros.\n\nChapter a\n\nThirty days.");
    const headings = structure.filter(({ kind }) => kind === "heading");
    expect(headings.map(({ level, title }) => [level, title])).toEqual([
      [1, "Handbook"],
      [2, "Fees"],
      [2, "Chapter a"],
    ]);
  });

  it("asks for a copy without protection when chapters are scrambled, but not for fonts", async () => {
    const lock = (name: string) => ({
      "META-INF/encryption.xml": `<encryption><EncryptedData><CipherData><CipherReference URI="${name}"/></CipherData></EncryptedData></encryption>`,
    });
    const book = { a: "<p>x</p>" };
    await expect(readUpload(makeEpub(book, lock("OPS/a.xhtml")))).rejects.toMatchObject({
      code: "ingestion.password",
    });
    expect((await readUpload(makeEpub(book, lock("OPS/font.otf")))).text).toContain("x");
  });
});
