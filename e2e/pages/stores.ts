import { expect, type Locator, type Page } from "@playwright/test";

/** The stores of the knowledge page, and the receipts beside them. */
export class StoresPage {
  constructor(readonly page: Page) {}

  async open(workspace: string): Promise<void> {
    await this.page.goto(`/${workspace}/knowledge?tab=stores`);
    await expect(this.page.getByRole("tab", { name: "Searchable knowledge" })).toHaveAttribute(
      "data-state",
      "active",
    );
  }

  /** What a card says of how its store is set up. */
  fact(text: string | RegExp): Locator {
    return this.page.getByRole("definition").filter({ hasText: text });
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /** The index that is being built. */
  get rebuild(): Locator {
    return this.page.getByRole("region", { name: "A new index is being built" });
  }

  async openChunking(): Promise<void> {
    await this.page.getByRole("button", { name: "Change: Cut into passages" }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Chooses how to cut, and waits until the preview and the cost are those of the choice. */
  async chooseStrategy(name: string): Promise<void> {
    await this.dialog.getByRole("combobox", { name: "Cut documents" }).click();
    await this.page.getByRole("option", { name }).click();
    await expect(this.dialog.getByText(/will be embedded anew/)).toBeVisible();
  }

  async search(question: string): Promise<void> {
    await this.page.getByLabel("Try a search").fill(question);
    await this.page.getByRole("button", { name: "Search", exact: true }).click();
    await expect(this.verdict).toBeVisible();
  }

  /** Searches with the eyes of somebody else. */
  async searchAs(question: string, who: string): Promise<void> {
    await this.page.getByRole("combobox", { name: "View as" }).click();
    await this.page.getByRole("option", { name: new RegExp(`^${who}`) }).click();
    await this.page.getByLabel("Try a search").fill(question);
    await this.page.getByRole("button", { name: "Search", exact: true }).click();
  }

  /** What that person finds, in a sentence. */
  get viewed(): Locator {
    return this.page.getByRole("status").filter({ hasText: / finds / });
  }

  get verdict(): Locator {
    return this.page.getByRole("region", { name: "How sure a router is" });
  }

  /** What the last search found. */
  get found(): Locator {
    return this.page.getByRole("article").locator("ol > li");
  }

  async openDeleted(workspace: string): Promise<void> {
    await this.page.goto(`/${workspace}/knowledge?tab=deleted`);
    await expect(this.page.getByText("Every deletion leaves a receipt")).toBeVisible();
  }

  receipt(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }
}
