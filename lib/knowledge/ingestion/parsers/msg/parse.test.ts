import { describe, expect, it } from "vitest";
import { readUpload } from "../_office/read-upload";
import { makeMsg, msgTree } from "../_office/samples";

const fixed = (...entries: readonly (readonly [id: number, type: number, value: bigint])[]) => {
  const bytes = Buffer.alloc(32 + entries.length * 16);
  entries.forEach(([id, type, value], at) => {
    bytes.writeUInt16LE(type, 32 + at * 16);
    bytes.writeUInt16LE(id, 34 + at * 16);
    bytes.writeBigUInt64LE(value, 40 + at * 16);
  });
  return bytes;
};

describe("messages of Outlook (.msg)", () => {
  it("gives subject, people, time and text", async () => {
    const { text, format } = await readUpload(
      makeMsg({
        subject: "Fees",
        body: "Five euros.\r\nA month.",
        more: { "0c1a": "Ann", "5d01": "ann@x.test", "0e04": "Bob; Cleo", "0e03": "Dora" },
        streams: { "__properties_version1.0": fixed([0x0039, 0x0040, 133_830_432_000_000_000n]) },
      }),
    );
    expect(format).toBe("msg");
    expect(text).toBe(
      "Fees\n\nFrom: Ann <ann@x.test>\nTo: Bob; Cleo\nCc: Dora\nDate: 2025-02-03 08:00 UTC\n\nFive euros.\nA month.",
    );
  });

  it("reads text in the code page the message names", async () => {
    const { text } = await readUpload(
      makeMsg({
        subject: "x",
        streams: {
          "__properties_version1.0": fixed([0x3ffd, 0x0003, 932n]),
          "__substg1.0_1000001E": Buffer.from("93fa967b", "hex"),
        },
      }),
    );
    expect(text).toContain("日本");
  });

  it("reads a body that is only there as compressed rich text around a page", async () => {
    const rtf = Buffer.from(
      "{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}Five {\\*\\htmltag84 <b>}euros\\htmlrtf hidden\\htmlrtf0{\\*\\htmltag92 </b>}}",
      "latin1",
    );
    const stored = Buffer.alloc(16);
    stored.writeUInt32LE(rtf.length + 12, 0);
    stored.writeUInt32LE(rtf.length, 4);
    stored.writeUInt32LE(0x414c454d, 8);
    const bytes = makeMsg({
      subject: "x",
      streams: { "__substg1.0_10090102": Buffer.concat([stored, rtf]) },
    });
    expect((await readUpload(bytes)).text).toBe("x\n\nFive euros");
  });

  it("reads files and messages that were sent along", async () => {
    const file = {
      "__properties_version1.0": Buffer.alloc(8),
      "__substg1.0_37010102": Buffer.from("Some notes."),
      "__substg1.0_3707001F": Buffer.from("notes.txt", "utf16le"),
    };
    const message = {
      "__properties_version1.0": Buffer.alloc(8),
      "__substg1.0_3001001F": Buffer.from("Old one", "utf16le"),
      "__substg1.0_3701000D": msgTree({ subject: "Older", body: "Before." }),
    };
    const { text, structure } = await readUpload(
      makeMsg({
        subject: "Fees",
        body: "Now.",
        streams: {
          "__attach_version1.0_#00000000": file,
          "__attach_version1.0_#00000001": message,
        },
      }),
    );
    expect(text.split("\n\n").sort()).toEqual([
      "Before.",
      "Fees",
      "Now.",
      "Older",
      "Some notes.",
      "notes.txt",
    ]);
    expect(structure.filter(({ kind }) => kind === "attachment")).toHaveLength(2);
  });

  it("says that a broken one is damaged", async () => {
    const whole = makeMsg({ subject: "Fees", body: "x".repeat(3_000) });
    await expect(readUpload(whole.subarray(0, 1_500))).rejects.toMatchObject({
      code: "ingestion.damaged",
    });
  });
});
