import PDFDocument from "pdfkit";
import { beforeAll, describe, expect, it } from "vitest";
import type { ParseInput, StructureMark } from "../_contract/parser";
import { makePicture } from "../ocr/testing";
import { makePdf, withFile } from "../testing";
import { parse } from "./parse";

type Draw = (pdf: PDFKit.PDFDocument) => void;

/** A PDF whose pages are drawn by the given functions. */
function draw(pages: readonly Draw[], options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const pdf = new PDFDocument({ autoFirstPage: false, ...options });
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve) => {
    pdf.on("data", (part: Buffer) => parts.push(part));
    pdf.on("end", () => resolve(Buffer.concat(parts)));
  });
  for (const page of pages) {
    pdf.addPage();
    page(pdf);
  }
  pdf.end();
  return done;
}

const read = (content: string | Uint8Array, more: Partial<ParseInput> = {}) =>
  withFile(content, (path) =>
    parse({ path, name: "a.pdf", mimeType: "", signal: new AbortController().signal, ...more }),
  );
const boxed = (structure: readonly StructureMark[], text: string, words: string) =>
  structure.find((mark) => mark.box && text.slice(mark.start, mark.end).includes(words))?.box;

/** A picture of a page of text, as a scanner makes it. */
let picture: Buffer;
beforeAll(async () => {
  picture = await makePicture("Dental care is covered up to 1,200 euros.");
});
const scan: Draw = (pdf) => pdf.image(picture, 0, 0, { width: 612 });
const text =
  (words: string): Draw =>
  (pdf) =>
    pdf.fontSize(12).text(words, 72, 100);

describe("a PDF", () => {
  it("says where each paragraph stands, also on a page that lies on its side", async () => {
    const upright = await read(await draw([text("Standing words here.")]));
    expect(boxed(upright.structure, upright.text, "Standing")).toMatchObject({
      left: expect.closeTo(72 / 612, 1) as number,
      top: expect.closeTo(100 / 792, 1) as number,
    });
    const lying = await read(
      await draw([
        (pdf) => {
          pdf.rotate(90, { origin: [306, 396] }).text("Lying words here.", 72, 100);
        },
      ]),
    );
    expect(lying.text).toBe("Lying words here.");
    const box = boxed(lying.structure, lying.text, "Lying");
    expect(box?.height).toBeGreaterThan(box?.width ?? 1);
  });

  it("finishes one frame of text before the next, and reads labels with their values", async () => {
    const frames = await read(
      await draw([
        (pdf) => {
          pdf.fontSize(11);
          ["one", "two"].forEach((word, at) => {
            pdf.text(`Left line ${word}`, 50, 60 + at * 25, { lineBreak: false });
            pdf.text(`Right line ${word}`, 300, 60.4 + at * 25, { lineBreak: false });
          });
        },
      ]),
    );
    expect(frames.text.replace(/\s+/g, " ")).toBe(
      "Left line one Left line two Right line one Right line two",
    );
    const labels = await read(
      await draw([
        (pdf) => {
          pdf.fontSize(11);
          [
            ["Subtotal", "2,730"],
            ["Sales tax", "278.46"],
            ["Total", "3,008.46"],
          ].forEach(([label = "", value = ""], at) => {
            pdf.text(label, 50, 60 + at * 18, { lineBreak: false });
            pdf.text(value, 300, 60 + at * 18, { lineBreak: false });
          });
        },
      ]),
    );
    expect(labels.text).toBe("Subtotal | 2,730\nSales tax | 278.46\nTotal | 3,008.46");
  });

  it("keeps running lines once and leaves page numbers out", async () => {
    const page =
      (number: number): Draw =>
      (pdf) => {
        pdf.fontSize(9).text("Acme travel policy, version 7", 72, 30, { lineBreak: false });
        const body = `Chapter ${"abcdef"[number] ?? ""} says that trips of department ${"uvwxyz"[number] ?? ""} are booked by the office alone. `;
        pdf.fontSize(11).text(body.repeat(6), 72, 120);
        pdf.fontSize(9).text(`Page ${String(number + 1)} of 5`, 72, 750, { lineBreak: false });
      };
    const { text: found } = await read(
      await draw([0, 1, 2, 3, 4].map(page), {
        margins: { top: 20, bottom: 20, left: 72, right: 72 },
      }),
    );
    expect(found.match(/version 7/g)).toHaveLength(1);
    expect(found).not.toMatch(/Page \d of 5/);
  });

  it("reads what was filled into a form, but no passwords", async () => {
    const { text: found } = await read(
      await draw([
        (pdf) => {
          pdf.font("Helvetica").initForm();
          pdf.text("Application", 72, 72);
          pdf.formText("person.name", 72, 100, 200, 20, { value: "Ada Lovelace" });
          pdf.formText("secret", 72, 130, 200, 20, { value: "hunter2", password: true });
          pdf.note(72, 160, 20, 20, "Checked by the office");
        },
      ]),
    );
    expect(found).toContain("name: Ada Lovelace");
    expect(found).toContain("Checked by the office");
    expect(found).not.toContain("hunter2");
  });

  it("opens with its password", async () => {
    const bytes = await makePdf([[{ text: "Sealed words." }]], "secret");
    expect((await read(bytes, { password: "secret" })).text).toBe("Sealed words.");
    await expect(read(bytes, { password: "wrong" })).rejects.toMatchObject({
      code: "ingestion.password",
    });
  });

  it("never runs or keeps a script", async () => {
    const bytes = await draw([text("Plain words.")]);
    const scripted = bytes
      .toString("latin1")
      .replace(
        "/Type /Catalog",
        "/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
      );
    expect((await read(Buffer.from(scripted, "latin1"))).text).toBe("Plain words.");
  });
});

describe("a scan", { timeout: 60_000 }, () => {
  const ocr = { options: { ocr: { languages: ["eng"] }, comments: false } };

  it("is told apart from an empty page and from a page with text", async () => {
    await expect(read(await draw([scan, scan]))).rejects.toMatchObject({
      code: "ingestion.scan",
      params: { pages: 2 },
    });
    expect((await read(await draw([() => undefined]))).text).toBe("");
    const mixed = await read(await draw([text("Typed words."), scan]));
    expect(mixed.text).toBe("Typed words.");
    expect(mixed.warnings).toEqual([
      { code: "pages-without-text", params: { count: 1, pages: "2" } },
    ]);
  });

  it("is read where text recognition is on, with the place of each paragraph", async () => {
    const found = await read(await draw([text("Typed words."), scan]), ocr);
    expect(found.text).toBe("Typed words.\n\nDental care is covered up to 1,200 euros.");
    expect(boxed(found.structure, found.text, "Dental")?.top).toBeLessThan(0.2);
    expect(found.warnings).toBeUndefined();
  });

  it("names a language that isn't installed", async () => {
    const bytes = await draw([scan]);
    for (const language of ["xyz", "../../etc/passwd"])
      await expect(
        read(bytes, { options: { ocr: { languages: [language] }, comments: false } }),
      ).rejects.toMatchObject({ code: "ingestion.ocr-language", params: { language } });
  });
});
