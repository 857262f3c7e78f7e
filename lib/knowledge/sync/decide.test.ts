import { describe, expect, it } from "vitest";
import { decide, needsConsent, type KnownItem } from "./decide";
import { pathFilter, syncFiltersSchema } from "./filters";
import { foldPage } from "./fold-page";

const wanted = { takes: () => true, maxBytes: 1000 };
const same = { etag: "1", size: 5 };
const item = (more: Partial<KnownItem> = {}): KnownItem => ({
  kind: "file",
  name: "a.txt",
  folder: "docs",
  within: true,
  removed: false,
  ...same,
  unreadable: null,
  fetched: same,
  waiting: null,
  document: { name: "a.txt", folder: "docs" },
  ...more,
});
const reason = { code: "connector.item-refused", params: { reason: "archived" } };

describe("what is done about an item", () => {
  it.each<[string, Partial<KnownItem>, string]>([
    ["unchanged", {}, "leave"],
    ["new", { fetched: null, document: null }, "fetch"],
    ["of another etag", { etag: "2" }, "fetch"],
    ["of another size", { size: 6 }, "fetch"],
    ["renamed", { name: "b.txt" }, "move"],
    ["moved", { folder: "other" }, "move"],
    ["moved and changed", { folder: "other", etag: "2" }, "fetch"],
    ["gone", { removed: true }, "remove"],
    ["gone before it was fetched", { removed: true, fetched: null, document: null }, "leave"],
    ["moved out of what was picked", { within: false }, "remove"],
    ["a folder that is gone", { kind: "folder", removed: true }, "leave"],
    ["unreadable", { unreadable: reason }, "skip"],
    ["unreadable and gone", { unreadable: reason, removed: true }, "remove"],
    ["empty", { size: 0, etag: "2" }, "skip"],
    ["too large", { size: 1001, etag: "2" }, "skip"],
    ["19. of 2 GB, not fetched before", { size: 2 ** 31, fetched: null, document: null }, "skip"],
    [
      "of another etag, which failed lately",
      { etag: "2", waiting: { etag: "2", size: 5 } },
      "leave",
    ],
    ["changed since it failed", { etag: "3", waiting: { etag: "2", size: 5 } }, "fetch"],
    ["gone, which failed lately", { removed: true, waiting: same }, "remove"],
    ["of unknown size", { size: null, etag: "2" }, "fetch"],
    ["deleted here by people", { document: null }, "leave"],
    ["deleted here by people, and changed there", { document: null, etag: "2" }, "fetch"],
  ])("%s", (_, more, to) => {
    expect(decide(item(more), wanted).to).toBe(to);
  });

  it("not taken by the patterns any more", () => {
    expect(decide(item(), { ...wanted, takes: () => false }).to).toBe("remove");
  });
});

describe("patterns", () => {
  const takes = (filters: object, path: string) =>
    pathFilter(syncFiltersSchema.parse(filters))(path);
  it.each([
    [{}, "a/b.pdf", true],
    [{ include: ["*.pdf"] }, "a/b/c.PDF", true],
    [{ include: ["*.pdf"] }, "a/b.txt", false],
    [{ include: ["contracts/"] }, "contracts/2026/a.txt", true],
    [{ include: ["contracts/**"] }, "contracts2/a.txt", false],
    [{ exclude: ["drafts/**"] }, "drafts/.hidden", false],
    // 23. Without the folders below.
    [{ exclude: ["*/**/*"] }, "a.txt", true],
    [{ exclude: ["*/**/*"] }, "b/a.txt", false],
    [{ exclude: ["*/**/*"] }, "b/c/a.txt", false],
    [{ exclude: ["**/drafts/**"] }, "a/drafts/b.txt", false],
    [{ include: ["*.pdf"], exclude: ["old*"] }, "x/old.pdf", false],
  ])("%j takes %s: %s", (filters, path, taken) => {
    expect(takes(filters, path)).toBe(taken);
  });
});

describe("the brake", () => {
  it.each([
    [1000, 300, false],
    [1000, 301, true],
    [100, 50, false],
    [100, 51, true],
    [51, 51, true],
    [10, 10, false],
  ])("of %i documents %i at once need consent: %s", (documents, doomed, needed) => {
    expect(needsConsent({ documents, doomed })).toBe(needed);
  });
});

it("6. the same item twice on a page: the last mention counts", () => {
  const remote = (id: string, etag: string) => ({
    id,
    kind: "file" as const,
    name: id,
    etag,
    size: 1,
    mimeType: null,
    modifiedAt: null,
    webUrl: null,
  });
  const page = { items: [remote("a", "1"), remote("b", "1"), remote("a", "2")], removed: ["b"] };
  expect(foldPage(page)).toEqual({ items: [remote("a", "2")], removed: ["b"] });
});
