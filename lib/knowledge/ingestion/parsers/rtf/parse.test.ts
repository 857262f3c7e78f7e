import { describe, expect, it } from "vitest";
import { readUpload, WITH_COMMENTS } from "../_office/read-upload";

const rtf = (body: string, head = "\\ansicpg1252") =>
  Buffer.from(`{\\rtf1\\ansi${head} ${body}}`, "latin1");
const text = async (body: string, head?: string) => (await readUpload(rtf(body, head))).text;

describe("rich text (.rtf)", () => {
  it("decodes by the code page of the document and of each font", async () => {
    expect(await text("caf\\'e9\\par")).toBe("café");
    expect(await text("\\'cf\\'f0\\'e8\\'e2\\'e5\\'f2", "\\ansicpg1251")).toBe("Привет");
    const fonts =
      "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset128 Mincho;}{\\f2\\fcharset204 Arial Cyr;}}";
    expect(await text(`${fonts}\\f1 \\'93\\'fa\\'96\\'7b\\f2 \\'cf{\\f0 \\'e9}`)).toBe("日本Пé");
    expect(await text(`${fonts}{\\f1 \\'83\\'5c\\'83[}`)).toBe("ソゼ");
  });

  it("reads Unicode and skips what stands for it elsewhere", async () => {
    expect(await text("\\uc1 a\\u8364 ?b\\uc2\\u26085 \\'93\\'fac\\uc0\\u-10179\\u-8704 d")).toBe(
      "a€b日c😀d",
    );
  });

  it("keeps what a person sees: no fields' codes, hidden or deleted text, pictures or settings", async () => {
    const hidden =
      "{\\v hidden}{\\deleted gone}{\\pict\\bin3 }}}00ff}{\\*\\unknown odd}{\\info{\\title t}}";
    const field = '{\\field{\\*\\fldinst HYPERLINK "https://x.test/"}{\\fldrslt here}}';
    expect(await text(`A${hidden} link ${field} now.\\par B`)).toBe(
      "A link here now. <https://x.test/>\n\nB",
    );
  });

  it("gives headings, tables, notes, text boxes and margins", async () => {
    const styles = "{\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}{\\s15 Title;}}";
    const row = (...cells: string[]) =>
      `\\trowd\\cellx1\\cellx2\\pard\\intbl ${cells.map((cell) => `${cell}\\cell `).join("")}\\row `;
    const bytes = rtf(
      `${styles}{\\header Acme\\par}{\\footer Page {\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}\\par}\\pard\\s1 Fees\\par\\pard Note{\\footnote No tax.}{\\*\\annotation Really?} and{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt Box\\par}}{\\shprslt Box}} more.\\par ${row("Plan", "Fee")}${row("Basic", "5")}\\pard End\\par`,
    );
    const { text: said, structure } = await readUpload(bytes);
    expect(said).toBe(
      "Acme\n\nFees\n\nNote and more.\n\n[No tax.]\n\nBox\n\nPlan: Basic; Fee: 5\n\nEnd\n\nPage",
    );
    expect(structure.find(({ kind }) => kind === "heading")).toMatchObject({
      title: "Fees",
      level: 1,
    });
    expect((await readUpload(bytes, WITH_COMMENTS)).text).toContain("[Really?]");
  });

  it("reads broken and hostile files in linear time", async () => {
    const started = performance.now();
    expect(await text("cut {\\b off")).toBe("cut off");
    for (const piece of [
      "{",
      "\\'",
      "\\u1 ",
      "\\cell ",
      "{\\footnote a}",
      "\\bin99999 ",
      "{\\*\\htmltag",
    ]) {
      await readUpload(rtf(`a${piece.repeat(100_000)}`)).catch((error: Error) => error);
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
