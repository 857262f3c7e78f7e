import { describe, expect, it } from "vitest";
import { en } from "@/lib/i18n/messages/en";
import { identifyText } from "../ingestion/identify-text";
import { parsers } from "../ingestion/parsers/registry";
import { ACCEPT, endingOf, FILE_KINDS, looksLikeText, looksReadable, READABLE } from "./readable";

/** How a file of each format that is told from others by its name may begin. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  csv: "plain words",
  html: "plain words",
  markdown: "plain words",
  text: "plain words",
  json: '{"a": 1}',
  xml: "<a><b/></a>",
};

describe("the readable formats", () => {
  it("are those that have a parser", () => {
    expect(Object.keys(READABLE).sort()).toEqual(Object.keys(parsers).sort());
  });

  it("have each ending once, and all of them in what the dialog offers", () => {
    const endings = Object.values(READABLE).flatMap((format) => format.endings);
    expect(new Set(endings).size).toBe(endings.length);
    expect(ACCEPT.split(",").filter((one) => one.startsWith("."))).toEqual(
      endings.map((ending) => `.${ending}`),
    );
  });

  it.each(Object.entries(BEGINNINGS))(
    "read files with the endings of %s as such",
    (format, text) => {
      const { endings } = READABLE[format as keyof typeof READABLE];
      expect(endings.map((ending) => identifyText(text, ending))).toEqual(
        endings.map(() => format),
      );
    },
  );

  it("have words for every kind", () => {
    const used = new Set(Object.values(READABLE).map(({ kind }) => kind));
    expect([...used].sort()).toEqual([...FILE_KINDS].sort());
    expect(Object.keys(en.knowledge.upload.kinds).sort()).toEqual([...FILE_KINDS].sort());
  });
});

describe("a look at a file", () => {
  it("goes by the ending first", () => {
    expect(endingOf("Plan.v2.PDF")).toBe("pdf");
    expect(endingOf(".gitignore")).toBe("");
    expect(["a.DOCX", "b.tar", "c"].map(looksReadable)).toEqual([true, false, false]);
  });

  it("then by what is inside", () => {
    expect(looksLikeText(new TextEncoder().encode("key: value"))).toBe(true);
    expect(looksLikeText(Uint8Array.of(0xff, 0xfe, 0x61, 0))).toBe(true);
    expect(looksLikeText(Uint8Array.of(0x4d, 0x5a, 0x90, 0))).toBe(false);
  });
});
