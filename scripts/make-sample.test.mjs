import { readFile } from "node:fs/promises";
import path from "node:path";
import mammoth from "mammoth";
import { extractText, getDocumentProxy } from "unpdf";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readDocumentList, renderDocument, SAMPLE_DIRECTORY } from "./make-sample.mjs";

const documents = await readDocumentList();
const questions = JSON.parse(await readFile(path.join(SAMPLE_DIRECTORY, "questions.json"), "utf8"));
const answerable = questions.filter((question) => question.answerable);
const unanswerable = questions.filter((question) => !question.answerable);

const committed = (file) => readFile(path.join(SAMPLE_DIRECTORY, "documents", file));
const sourceOf = (file) => documents.find((document) => document.file === file).source;
const readSource = (file) =>
  readFile(path.join(SAMPLE_DIRECTORY, "source", sourceOf(file)), "utf8");

/** Text with one space for every run of white space; table cells are separated like words. */
const flat = (text) => text.replace(/\||(?:^|\s)-{3,}/g, " ").replace(/\s+/g, " ");
const count = (text, part) => flat(text).split(flat(part)).length - 1;

/** What a reader of the file would see, by a parser that knows nothing of the generator. */
async function visibleText(file, bytes) {
  switch (path.extname(file)) {
    case ".pdf":
      return pdfText(bytes);
    case ".docx":
      return (await mammoth.extractRawText({ buffer: bytes })).value;
    case ".html":
      return bytes
        .toString("utf8")
        .replace(/<[^>]+>/g, " ")
        .replaceAll("&amp;", "&");
    default:
      return bytes.toString("utf8");
  }
}

async function pdfText(bytes) {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(pdf, { mergePages: true });
  return text;
}

afterEach(() => vi.useRealTimers());

describe("the committed documents", () => {
  it.each(documents)("$file is up to date with its source", async (document) => {
    const { file } = document;
    const now = await visibleText(file, await renderDocument(document));
    expect(await visibleText(file, await committed(file))).toBe(now);
  });

  it.each(documents)("$file comes out the same whatever the clock says", async (document) => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2001-02-03T04:05:06Z") });
    const before = await renderDocument(document);
    vi.setSystemTime(new Date("2031-12-30T23:59:58Z"));
    const after = await renderDocument(document);
    expect(after.equals(before)).toBe(true);
  });

  it("has a handbook of at least eight pages, each with its number", async () => {
    const pdf = await getDocumentProxy(new Uint8Array(await committed("employee-handbook.pdf")));
    const { totalPages, text } = await extractText(pdf, { mergePages: false });
    expect(totalPages).toBeGreaterThanOrEqual(8);
    text.forEach((page, index) => {
      expect(page).toContain(`Page ${index + 1} of ${totalPages}`);
    });
  });

  it("has Word tables with one header row each", async () => {
    const { value } = await mammoth.convertToHtml({ buffer: await committed("it-guide.docx") });
    expect(value.match(/<table>/g)).toHaveLength(3);
    expect(value.match(/<thead><tr>(<th>(?:(?!<tr>).)*<\/th>)<\/tr><\/thead>/g)).toHaveLength(3);
    expect(value).toContain("<td><p>P1</p></td>");
  });

  it("has a price list of at least 40 rows, each with a price", async () => {
    const [header, ...rows] = (await committed("price-list-2027.csv"))
      .toString()
      .trim()
      .split("\n");
    expect(header).toContain("Price in GBP");
    expect(rows.length).toBeGreaterThanOrEqual(40);
    for (const row of rows) expect(row).toMatch(/,\d+\.\d{2},\d+,\d+$/);
    expect(new Set(rows.map((row) => row.split(",")[0])).size).toBe(rows.length);
  });
});

describe("the test questions", () => {
  it.each(answerable)("$id: the quote stands once in the source", async ({ document, quote }) => {
    expect(count(await readSource(document), quote)).toBe(1);
  });

  it.each(answerable)("$id: the quote can be read in the file", async ({ document, quote }) => {
    expect(count(await visibleText(document, await committed(document)), quote)).toBe(1);
  });

  it.each(answerable)("$id: every figure of the answer is in the quote", ({ answer, quote }) => {
    for (const figure of answer.match(/\d+(?:[.,]\d+)*/g) ?? []) expect(quote).toContain(figure);
  });

  it.each(unanswerable)("$id: its key facts are in no document", async ({ absent }) => {
    const sources = await Promise.all(documents.map(({ file }) => readSource(file)));
    for (const word of absent) {
      expect(flat(sources.join("\n"))).not.toMatch(new RegExp(`\\b${word}\\b`, "i"));
    }
  });
});
