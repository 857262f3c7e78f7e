import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileTypeFromBuffer } from "file-type";
import { describe, expect, it } from "vitest";
import { SAMPLE_COMPANY, SAMPLE_DOCUMENTS, SAMPLE_QUESTIONS } from "./index";

describe("SAMPLE_DOCUMENTS", () => {
  it("points at files that name the company", async () => {
    expect(SAMPLE_DOCUMENTS.length).toBeGreaterThanOrEqual(7);
    const notice = SAMPLE_DOCUMENTS.find(({ mimeType }) => mimeType === "text/plain");
    expect(await readFile(notice?.path ?? "", "utf8")).toContain(SAMPLE_COMPANY.toUpperCase());
  });

  it.each(SAMPLE_DOCUMENTS)("$file is what its type says", async ({ path: file, mimeType }) => {
    expect(path.isAbsolute(file)).toBe(true);
    const bytes = await readFile(file);
    const detected = await fileTypeFromBuffer(bytes);
    // Plain-text formats have no signature; for them it matters that nothing binary is inside.
    if (mimeType.startsWith("text/")) {
      expect(detected).toBeUndefined();
      expect(bytes.includes(0)).toBe(false);
    } else {
      expect(detected?.mime).toBe(mimeType);
    }
  });

  it("stays small enough to live in the repository", async () => {
    const files = await Promise.all(SAMPLE_DOCUMENTS.map(({ path: file }) => readFile(file)));
    const total = files.reduce((sum, bytes) => sum + bytes.length, 0);
    expect(total).toBeLessThan(1_000_000);
  });
});

describe("SAMPLE_QUESTIONS", () => {
  it("has 30 different questions, 10 of them unanswerable", () => {
    expect(new Set(SAMPLE_QUESTIONS.map(({ id }) => id)).size).toBe(30);
    expect(new Set(SAMPLE_QUESTIONS.map(({ question }) => question)).size).toBe(30);
    expect(SAMPLE_QUESTIONS.filter(({ answerable }) => !answerable)).toHaveLength(10);
  });

  it("asks something of every document and of every kind", () => {
    const answerable = SAMPLE_QUESTIONS.filter((question) => question.answerable);
    const asked = new Set(answerable.map(({ document }) => document));
    expect([...asked].sort()).toEqual(SAMPLE_DOCUMENTS.map(({ file }) => file).sort());
    const kinds = new Set(SAMPLE_QUESTIONS.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(
      ["date", "exception", "how-to", "near-miss", "not-covered", "number", "out-of-scope"].concat(
        "person",
        "table",
      ),
    );
  });
});
