import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace, query } from "../flows/api";
import { DocumentsPage } from "../pages/documents";

test.use({
  storageState: OWNER_SESSION,
  contextOptions: { reducedMotion: "reduce" },
  actionTimeout: 15_000,
});

interface Listed {
  name: string;
  state: string;
  tags: string[];
  size: number;
}

const GUIDES = 160;
const guide = (at: number) => `guide-${String(at).padStart(3, "0")}.md`;

/** More than are rendered at once, of three types, some of them broken; the largest is in the middle. */
function files() {
  const text = (name: string, mimeType: string, content: string) => ({
    ...{ name, mimeType, buffer: Buffer.from(content) },
  });
  const guides = Array.from({ length: GUIDES }, (_, at) =>
    text(guide(at), "text/markdown", `# Machine ${String(at)}\n\nIt weighs ${String(at)} kg.\n`),
  );
  const prices = Array.from({ length: 6 }, (_, at) =>
    text(`prices-${String(at)}.csv`, "text/csv", `item,price\nmill ${String(at)},${String(at)}9\n`),
  );
  const broken = Array.from({ length: 4 }, (_, at) =>
    text(`broken-${String(at)}.pdf`, "application/pdf", `%PDF-1.7\nno ${String(at)}`),
  );
  const long = text("manual.md", "text/markdown", "# Manual\n\nThe manual is long. ".repeat(2_000));
  return [...guides, long, ...prices, ...broken];
}

test("many documents are sorted, filtered, searched and worked on together", async ({ page }) => {
  test.setTimeout(240_000);
  const workspace = await newWorkspace(page.request, "Documents table");
  // Its files are kept in sync with a store, so that documents have passages.
  await mutate(page.request, "workflow.create", {
    workspace,
    name: "Machines",
    template: "answer-from-documents",
  });
  const documents = new DocumentsPage(page);
  const list = async () => {
    const input = { workspace, limit: 1000 };
    return (await query<{ items: Listed[] }>(page.request, "document.list", input)).items;
  };
  const stateOf = async (name: string) =>
    (await list()).find((one) => one.name === name)?.state ?? "gone";
  const all = files().length;

  await test.step("upload them", async () => {
    await documents.open(workspace);
    await page.locator('input[type="file"]').first().setInputFiles(files());
    const ended = async () =>
      (await list()).filter(({ state }) => /^(?:ready|failed)$/.test(state)).length;
    await expect.poll(ended, { timeout: 180_000 }).toBe(all);
    await documents.open(workspace);
    await documents.expectCount(all);
  });

  await test.step("sort by name, by size, both ways", async () => {
    await documents.expectFirst("broken-0.pdf", "broken-1.pdf");
    await documents.sortBy("Name");
    await documents.expectFirst("prices-5.csv", "prices-4.csv");
    await documents.sortBy("Size");
    const bySize = (await list()).sort((a, b) => b.size - a.size);
    expect(bySize[0]?.name).toBe("manual.md");
    const header = documents.table.getByRole("columnheader", { name: "Size" });
    if ((await header.getAttribute("aria-sort")) !== "descending") await documents.sortBy("Size");
    await expect(header).toHaveAttribute("aria-sort", "descending");
    await documents.expectFirst("manual.md");
  });

  await test.step("scroll to the end of the list and back", async () => {
    await documents.sortBy("Name");
    await expect(documents.row("prices-5.csv")).toBeHidden();
    const region = page.getByRole("region", { name: "Documents", exact: true });
    await region.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await expect(documents.row("prices-5.csv")).toBeVisible();
    await region.evaluate((element) => element.scrollTo({ top: 0 }));
    await documents.expectFirst("broken-0.pdf");
    await expectAccessible(page);
  });

  await test.step("filter by state and type, search, and clear it all", async () => {
    await documents.filter("State", "Failed");
    await documents.expectCount(4);
    await documents.filter("State", "Failed");
    await documents.filter("Type", "CSV");
    await documents.expectCount(6);
    await documents.search("prices-3");
    await documents.expectCount(1);
    await documents.expectFirst("prices-3.csv");
    await documents.search("nothing like it");
    await expect(page.getByText("No document fits this filter.")).toBeVisible();
    await page.getByRole("button", { name: "Clear filter" }).first().click();
    await documents.expectCount(all);
  });

  await test.step("the filter stays when one comes back from a document", async () => {
    await documents.search("guide-01");
    await documents.expectCount(10);
    await documents
      .row(guide(12))
      .getByRole("link", { name: guide(12) })
      .click();
    await expect(page.getByRole("heading", { name: guide(12) })).toBeVisible();
    await page.goBack();
    await documents.expectCount(10);
  });

  await test.step("tag a range of rows, and filter by the tag", async () => {
    await documents.select(guide(12));
    await documents.select(guide(16), { range: true });
    await documents.expectSelected(5);
    await documents.tagSelected("heavy");
    await expect(page.getByText("5 documents have new tags.")).toBeVisible();
    await documents.search("");
    await documents.expectSelected(0);
    await documents.filter("Tag", "heavy");
    await documents.expectCount(5);
    const tagged = (await list()).filter(({ tags }) => tags.includes("heavy"));
    expect(tagged.map(({ name }) => name).sort()).toEqual([12, 13, 14, 15, 16].map(guide));
  });

  await test.step("delete all that fit the filter, also those out of sight", async () => {
    await page.getByRole("button", { name: "Clear filter" }).click();
    await documents.search("guide-");
    await documents.expectCount(GUIDES);
    await documents.select(guide(0));
    await documents.bulkAction(`Select all ${String(GUIDES)}`);
    await documents.expectSelected(GUIDES);
    await documents.bulkAction("Delete…");
    await page.getByRole("button", { name: `Delete ${String(GUIDES)} documents` }).click();
    await expect(page.getByText(`${String(GUIDES)} documents were deleted.`)).toBeVisible({
      timeout: 60_000,
    });
    await documents.expectSelected(0);
    await expect(page.getByText("No document fits this filter.")).toBeVisible();
    expect((await list()).filter(({ name }) => name.startsWith("guide-"))).toEqual([]);
  });

  await test.step("try the failed ones again", async () => {
    await page.getByRole("button", { name: "Clear filter" }).first().click();
    await documents.filter("State", "Failed");
    await documents.expectCount(4);
    await documents.table.getByRole("checkbox", { name: "Select all documents" }).click();
    await documents.expectSelected(4);
    await documents.bulkAction("Try again");
    await expect(page.getByText("4 documents are tried again.")).toBeVisible();
    // They are as broken as before: read once more, they say so again.
    await expect.poll(() => stateOf("broken-0.pdf"), { timeout: 60_000 }).toBe("failed");
    await documents.expectCount(4);
  });
});
