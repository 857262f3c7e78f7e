import { describe, expect, it } from "vitest";
import {
  arrangeDocuments,
  isInWork,
  type Arrangement,
  type DocumentSummary,
} from "./arrange-documents";

const document = (part: Partial<DocumentSummary>): DocumentSummary => ({
  id: "d",
  sourceId: "s",
  name: "a.pdf",
  folder: "",
  tags: [],
  mimeType: "application/pdf",
  type: "pdf",
  language: null,
  pages: null,
  textLength: null,
  warnings: [],
  waitingUntil: null,
  tokens: 0,
  size: 1,
  state: "ready",
  error: null,
  passages: 0,
  progress: null,
  updatedAt: new Date(0),
  ...part,
});
const all: Arrangement = { text: "", state: null, sortBy: "name", direction: "asc" };
const names = (documents: readonly DocumentSummary[], arrangement: Partial<Arrangement>) =>
  arrangeDocuments(documents, { ...all, ...arrangement }).map(({ name }) => name);

describe("arrangeDocuments", () => {
  const page2 = document({ name: "Page 2.md", size: 30, state: "failed" });
  const page10 = document({ name: "page 10.md", size: 20, state: "ready" });
  const guide = document({ name: "Guide.pdf", size: 20, state: "queued" });
  const documents = [page10, guide, page2];

  it("sorts names as people do: case apart, numbers by value", () => {
    expect(names(documents, {})).toEqual(["Guide.pdf", "Page 2.md", "page 10.md"]);
    expect(names(documents, { direction: "desc" })).toEqual([
      "page 10.md",
      "Page 2.md",
      "Guide.pdf",
    ]);
  });

  it("breaks a tie by name, in either direction", () => {
    expect(names(documents, { sortBy: "size" })).toEqual(["Guide.pdf", "page 10.md", "Page 2.md"]);
    expect(names(documents, { sortBy: "size", direction: "desc" })).toEqual([
      "Page 2.md",
      "Guide.pdf",
      "page 10.md",
    ]);
  });

  it("puts what needs attention first when sorted by state", () => {
    expect(names(documents, { sortBy: "state" })).toEqual(["Page 2.md", "Guide.pdf", "page 10.md"]);
  });

  it("filters by a part of the name and by state", () => {
    expect(names(documents, { text: " PAGE " })).toEqual(["Page 2.md", "page 10.md"]);
    expect(names(documents, { text: "page", state: "failed" })).toEqual(["Page 2.md"]);
    expect(names(documents, { state: "reading" })).toEqual([]);
  });

  it("leaves the list it was given as it was", () => {
    arrangeDocuments(documents, { ...all, sortBy: "updatedAt" });
    expect(documents).toEqual([page10, guide, page2]);
  });
});

describe("isInWork", () => {
  it("is over once ready or failed", () => {
    expect((["queued", "reading", "indexing"] as const).every((state) => isInWork({ state }))).toBe(
      true,
    );
    expect((["ready", "failed"] as const).some((state) => isInWork({ state }))).toBe(false);
  });
});
