import { describe, expect, it } from "vitest";
import { readUpload } from "../_office/read-upload";
import { makePpt } from "../_office/samples";

describe("old presentations (.ppt)", () => {
  it("reads slides in order, each with its title", async () => {
    const { text, structure } = await readUpload(
      makePpt([
        { title: "Gebühren", box: "Five euros\ra month" },
        { title: "日本", box: "*" },
      ]),
    );
    expect(text).toBe("Gebühren\n\nFive euros\na month\n\n日本");
    expect(structure.map(({ kind, number, title }) => [kind, number ?? title])).toEqual([
      ["slide", 1],
      ["heading", "Gebühren"],
      ["slide", 2],
      ["heading", "日本"],
    ]);
  });

  it("says that a broken one is damaged", async () => {
    const bytes = makePpt([{ title: "x", box: "y" }]);
    const edit = bytes.indexOf(Buffer.from([0xf5, 0x0f]));
    bytes.fill(0xff, edit, edit + 40);
    await expect(readUpload(bytes)).rejects.toMatchObject({ code: "ingestion.damaged" });
  });
});
