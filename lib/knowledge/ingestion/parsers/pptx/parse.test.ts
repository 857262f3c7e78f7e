import { describe, expect, it } from "vitest";
import { readUpload, WITH_COMMENTS } from "../_office/read-upload";
import { makePptx, shape } from "../_office/samples";

describe("presentations", () => {
  it("gives each slide its title, shapes, table and notes", async () => {
    const cell = (text: string) =>
      `<a:tc><a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody></a:tc>`;
    const table = `<p:graphicFrame><a:tbl><a:tr>${cell("Plan")}${cell("Fee")}</a:tr><a:tr>${cell("Basic")}${cell("5")}</a:tr></a:tbl></p:graphicFrame>`;
    const bytes = makePptx(
      [
        shape(["7"], "sldNum") +
          shape(["Acme"], "ftr") +
          `<p:grpSp>${shape(["one", "two"])}</p:grpSp>` +
          shape(["Fees"], "title") +
          table,
        shape(["Acme"], "ftr") + shape(["Ende"]),
      ],
      {
        parts: {
          "ppt/notesSlides/n.xml": `<p:notes><p:cSld><p:spTree>${shape(["Say hello"], "body")}</p:spTree></p:cSld></p:notes>`,
          "ppt/comments/c.xml": "<p:cmLst><p:cm><p:text>Too long</p:text></p:cm></p:cmLst>",
        },
        links: {
          "ppt/slides/slide1.xml": [
            ["rId1", "notesSlide", "../notesSlides/n.xml"],
            ["rId2", "comments", "../comments/c.xml"],
          ],
        },
      },
    );
    const { text, structure } = await readUpload(bytes, WITH_COMMENTS);
    expect(text).toBe(
      "Fees\n\nAcme\n\none\ntwo\n\nPlan: Basic; Fee: 5\n\nSay hello\n\n[Too long]\n\nEnde",
    );
    const slides = structure.filter(({ kind }) => kind === "slide");
    expect(slides.map(({ number, start, end }) => [number, text.slice(start, end)])).toEqual([
      [1, text.slice(0, text.indexOf("\n\nEnde"))],
      [2, "Ende"],
    ]);
    expect((await readUpload(bytes)).text).not.toContain("Too long");
  });

  it("reads the numbers of a chart and notes hidden slides", async () => {
    const points = (values: readonly (string | number)[]) =>
      values
        .map((value, at) => `<c:pt idx="${String(at)}"><c:v>${String(value)}</c:v></c:pt>`)
        .join("");
    const chart = `<c:chartSpace><c:chart><c:title><a:t>Sales</a:t></c:title><c:ser><c:tx><c:strCache>${points(["2024"])}</c:strCache></c:tx><c:cat><c:strCache>${points(["North", "South"])}</c:strCache></c:cat><c:val><c:numCache>${points([5, 7])}</c:numCache></c:val></c:ser></c:chart></c:chartSpace>`;
    const frame = '<p:graphicFrame><c:chart r:id="rId1"/></p:graphicFrame>';
    const bytes = makePptx([frame], {
      parts: {
        "ppt/charts/c.xml": chart,
        "ppt/slides/slide1.xml": `<p:sld show="0"><p:cSld><p:spTree>${frame}</p:spTree></p:cSld></p:sld>`,
      },
      links: { "ppt/slides/slide1.xml": [["rId1", "chart", "../charts/c.xml"]] },
    });
    const { text, warnings } = await readUpload(bytes);
    expect(text).toBe("Sales\n\nNorth; 2024: 5\nSouth; 2024: 7");
    expect(warnings).toEqual([{ code: "hidden-slide", params: { number: 1 } }]);
  });
});
