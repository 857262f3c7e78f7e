import { describe, expect, it } from "vitest";
import { createPartReader } from "../../read-part";
import { parseFile } from "../../parse-file";
import { readUpload } from "../_office/read-upload";
import { makeXlsx, sheetRows } from "../_office/samples";
import { makeZip } from "../_office/testing";

describe("archives (.zip)", () => {
  it("reads every file under its path and says which it could not", async () => {
    const { text, structure, warnings } = await readUpload(
      makeZip({
        "hr/": "",
        "hr/leave.md": "# Leave\n\nThirty days.",
        "fees.xlsx": makeXlsx({
          Fees: sheetRows([
            ["Plan", "Fee"],
            ["Basic", 5],
          ]),
        }),
        "__MACOSX/._fees.xlsx": "x",
        "tool.exe": Buffer.from([0x4d, 0x5a, 0, 1, 2, 3]),
        "empty.txt": "",
        "locked.txt": { content: "x", encrypted: true },
      }),
    );
    expect(text).toBe(
      "hr/leave.md\n\nLeave\n\nThirty days.\n\nfees.xlsx\n\nFees\n\nPlan: Basic; Fee: 5",
    );
    expect(
      structure.filter(({ kind }) => kind === "heading").map(({ level, title }) => [level, title]),
    ).toEqual([
      [1, "hr/leave.md"],
      [2, "Leave"],
      [1, "fees.xlsx"],
      [2, "Fees"],
    ]);
    expect(warnings?.map(({ params }) => [params.name, params.reason]).sort()).toEqual([
      ["empty.txt", "ingestion.no-text"],
      ["locked.txt", "ingestion.password"],
      ["tool.exe", "ingestion.unsupported"],
    ]);
  });

  it("fails when nothing could be read, with the reason", async () => {
    const locked = makeZip({ "a.txt": { content: "x", encrypted: true } });
    await expect(readUpload(locked)).rejects.toMatchObject({ code: "ingestion.password" });
    await expect(readUpload(makeZip({ "a.bin": Buffer.from([0, 1]) }))).rejects.toMatchObject({
      code: "ingestion.no-text",
    });
    await expect(readUpload(makeZip({ "../a.txt": "x" }))).rejects.toMatchObject({
      code: "ingestion.unsafe-archive",
    });
  });

  it("does not follow archives in archives without end", async () => {
    let archive = makeZip({ "core.txt": "Core." });
    for (let depth = 0; depth < 4; depth += 1) archive = makeZip({ "a.zip": archive });
    await expect(readUpload(archive)).rejects.toMatchObject({
      code: "ingestion.unsafe-archive",
    });
    const flat = makeZip({ "a.zip": makeZip({ "core.txt": "Core." }) });
    expect((await readUpload(flat)).text).toBe("a.zip\n\ncore.txt\n\nCore.");
  });

  it("counts the files of all archives together", async () => {
    const inner = makeZip({ "a.txt": "a", "b.txt": "b" });
    const bytes = makeZip({ "x.zip": inner, "y.zip": inner });
    const { signal } = new AbortController();
    const limits = { depth: 3, files: 5, bytes: 1_000_000 };
    const input = { path: "", name: "", mimeType: "", signal };
    await expect(
      readUpload(bytes, { readPart: createPartReader(input, parseFile, limits) }),
    ).rejects.toMatchObject({ code: "ingestion.too-many-files" });
  });
});
