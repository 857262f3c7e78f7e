import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { readUpload } from "../_office/read-upload";
import { makeZip } from "../_office/testing";

const HEAD =
  "From: =?utf-8?q?Ann_M=C3=BCller?= <ann@x.test>\r\nTo: bob@x.test, Team: c@x.test, d@x.test;\r\nSubject: Fees\r\nDate: Mon, 3 Feb 2025 10:00:00 +0100\r\nMIME-Version: 1.0\r\n";
const SHOWN =
  "Fees\n\nFrom: Ann Müller <ann@x.test>\nTo: bob@x.test, c@x.test, d@x.test\nDate: Mon, 3 Feb 2025 10:00:00 +0100";
const part = (headers: string, body: string) => `--b\r\n${headers}\r\n\r\n${body}\r\n`;
const mixed = (...parts: readonly string[]) =>
  `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join("")}--b--\r\n`;
const attached = (name: string, content: string | Uint8Array) =>
  part(
    `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64`,
    Buffer.from(content).toString("base64"),
  );

describe("messages (.eml)", () => {
  it("says a text once that was sent in two forms", async () => {
    const alternative = `${HEAD}Content-Type: multipart/alternative; boundary=b\r\n\r\n${part("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable", "5=C2=A0=E2=82=AC")}${part("Content-Type: text/html", "<p>5 EUR</p>")}--b--`;
    expect((await readUpload(alternative)).text).toBe(`${SHOWN}\n\n5 €`);
  });

  it("reads a page without loading anything, in its own encoding", async () => {
    const html = Buffer.concat([
      Buffer.from(
        `${HEAD}Content-Type: text/html; charset=shift_jis\r\nContent-Transfer-Encoding: base64\r\n\r\n`,
      ),
      Buffer.from(
        Buffer.from(
          "3c703e93fa967b3c2f703e3c696d67207372633d22687474703a2f2f782e746573742f223e",
          "hex",
        ).toString("base64"),
      ),
    ]);
    expect((await readUpload(html)).text).toBe(`${SHOWN}\n\n日本`);
  });

  it.each(["utf-8", "utf-16le", "utf-16be"])(
    "reads a message stored as %s text",
    async (encoding) => {
      const plain = `${HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n5 €`;
      const { text, format } = await readUpload(iconv.encode(plain, encoding, { addBOM: true }));
      expect(format).toBe("eml");
      expect(text).toBe(`${SHOWN}\n\n5 €`);
    },
  );

  it("reads attachments by their content, messages within messages too", async () => {
    const inner = mixed(
      part("Content-Type: text/plain", "Inner."),
      attached("deep.txt", "Deep."),
    ).replace(/boundary=b|--b/g, "$&inner");
    const { text, structure, warnings } = await readUpload(
      mixed(
        part("Content-Type: text/plain", "Outer."),
        attached("notes.bin", "Some notes."),
        part(
          "Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=old.eml",
          inner,
        ),
        attached("app.exe", Buffer.from([0x4d, 0x5a, 0, 1, 2, 3])),
        part("Content-Type: image/png\r\nContent-ID: <logo>", "x"),
      ),
    );
    expect(text).toBe(
      `${SHOWN}\n\nOuter.\n\nnotes.bin\n\nSome notes.\n\nold.eml\n\n${SHOWN}\n\nInner.\n\ndeep.txt\n\nDeep.`,
    );
    const marks = structure.filter(({ kind }) => kind === "attachment");
    expect(marks.map(({ title }) => title)).toEqual(["notes.bin", "old.eml", "deep.txt"]);
    expect(structure.find(({ title }) => title === "deep.txt")?.start).toBe(
      text.indexOf("deep.txt"),
    );
    expect(warnings).toEqual([
      { code: "attachment-not-read", params: { name: "app.exe", reason: "ingestion.unsupported" } },
    ]);
  });

  it("ends a message of messages of messages at a depth", async () => {
    let message = mixed(part("Content-Type: text/plain", "Core."));
    for (let depth = 0; depth < 5; depth += 1)
      message = mixed(attached(`${String(depth)}.eml`, message));
    const { text, warnings } = await readUpload(message);
    expect(text).not.toContain("Core.");
    expect(warnings?.[0]).toMatchObject({ params: { reason: "ingestion.unsafe-archive" } });
  });

  it("reads archives that were sent along, and survives those that explode", async () => {
    const bomb = makeZip({ "a.txt": { content: Buffer.alloc(2_000_000), size: 10 } });
    const { text, warnings } = await readUpload(
      mixed(attached("a.zip", makeZip({ "b.txt": "Packed." })), attached("bomb.zip", bomb)),
    );
    expect(text).toBe(`${SHOWN}\n\na.zip\n\nb.txt\n\nPacked.`);
    expect(warnings?.map(({ params }) => params.reason)).toContain("ingestion.unsafe-archive");
  });
});
