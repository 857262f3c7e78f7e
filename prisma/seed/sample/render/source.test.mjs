import { describe, expect, it } from "vitest";
import { parseSource } from "./source.mjs";

const FRONT = "---\ntitle: T\nsubtitle: S: more\nowner: O\nversion: V\nvalid: D\n---\n";

describe("parseSource", () => {
  it("reads the front matter and keeps colons in values", () => {
    const { meta, body } = parseSource(`${FRONT}\nText.\n`);
    expect(meta).toEqual({ title: "T", subtitle: "S: more", owner: "O", version: "V", valid: "D" });
    expect(body).toBe("Text.\n");
  });

  it("tells headings, paragraphs, lists and tables apart", () => {
    const text = [
      "## 1 Chapter",
      "### 1.1 Section",
      "One line.",
      "- a\n- b",
      "1. first\n2. second",
      "| A | B |\n| --- | --- |\n| 1 | 2 |",
    ].join("\n\n");
    expect(parseSource(`${FRONT}\n${text}\n`).blocks).toEqual([
      { kind: "heading", level: 1, text: "1 Chapter" },
      { kind: "heading", level: 2, text: "1.1 Section" },
      { kind: "paragraph", text: "One line." },
      { kind: "bullets", items: ["a", "b"] },
      { kind: "steps", items: ["first", "second"] },
      { kind: "table", header: ["A", "B"], rows: [["1", "2"]] },
    ]);
  });

  it("refuses a source without front matter or with a key missing", () => {
    expect(() => parseSource("Text.")).toThrow(/front matter/);
    expect(() => parseSource(`${FRONT.replace("owner: O\n", "")}\nText.`)).toThrow(/"owner"/);
  });
});
