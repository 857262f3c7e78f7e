import { describe, expect, it } from "vitest";
import { readUpload } from "../_office/read-upload";
import { makeDoc } from "../_office/samples";

describe("old Word documents (.doc)", () => {
  it("reads paragraphs, breaks and fields as they are shown", async () => {
    const link = '\x13 HYPERLINK "https://x.test/" \x14here\x15';
    const { text, format } = await readUpload(
      makeDoc(
        `Fees\r5\u00a0€ a\vmonth, see ${link} now.\rnon\x1ebreaking\x01\x08 \x13 PAGE \x147\x15end\fNext\r日本\r`,
      ),
    );
    expect(format).toBe("doc");
    expect(text).toBe(
      "Fees\n\n5 € a\nmonth, see here now. <https://x.test/>\n\nnon-breaking end\n\nNext\n\n日本",
    );
  });

  it("tells a protected file from a broken one", async () => {
    await expect(readUpload(makeDoc("x", { flags: 0x0100 }))).rejects.toMatchObject({
      code: "ingestion.password",
    });
    const broken = makeDoc("x".repeat(600));
    const table = broken.indexOf(Buffer.from([2, 16, 0, 0, 0]));
    broken.fill(0x7f, table, table + 20);
    await expect(readUpload(broken)).rejects.toMatchObject({ code: "ingestion.damaged" });
  });
});
