import { expect, type Locator, type Page } from "@playwright/test";

/** The documents of the knowledge page: their table, and what is done to many of them. */
export class DocumentsPage {
  constructor(readonly page: Page) {}

  async open(workspace: string): Promise<void> {
    await this.page.goto(`/${workspace}/knowledge`);
    // By then the page takes files.
    await expect(this.page.getByRole("button", { name: "a folder" })).toBeVisible();
  }

  get table(): Locator {
    return this.page.getByRole("table", { name: "Documents" });
  }

  row(name: string): Locator {
    return this.table.getByRole("row").filter({ hasText: name });
  }

  /** Waits until the first rows are these, in this order. */
  async expectFirst(...names: readonly (string | RegExp)[]): Promise<void> {
    for (const [index, name] of names.entries()) {
      await expect(this.table.locator(`tr[data-index="${String(index)}"]`)).toContainText(name);
    }
  }

  /** Waits until so many fit the filter. */
  async expectCount(count: number): Promise<void> {
    const text = count === 1 ? "1 document" : `${String(count)} documents`;
    const figure = this.page.getByRole("status").filter({ hasText: /^\d+ documents?$/ });
    await expect(figure).toHaveText(text);
    await expect(this.table).toHaveAttribute("aria-rowcount", String(count + 1));
  }

  async sortBy(column: string): Promise<void> {
    await this.table.getByRole("columnheader").getByRole("button", { name: column }).click();
  }

  /** "" shows all again. */
  async search(words: string): Promise<void> {
    await this.page.getByLabel("Search names and folders").fill(words);
  }

  /** Chooses in a filter's menu, or takes back what was chosen. */
  async filter(menu: string, option: string): Promise<void> {
    const button = this.page.getByRole("button", { name: new RegExp(`^${menu}`) });
    await button.and(this.page.locator('[aria-haspopup="menu"]')).click();
    await this.page.getByRole("menuitemcheckbox", { name: option }).click();
    await this.page.keyboard.press("Escape");
    await expect(this.page.getByRole("menu")).toBeHidden();
  }

  async select(name: string, how: { range?: boolean } = {}): Promise<void> {
    const box = this.row(name).getByRole("checkbox");
    await box.click(how.range ? { modifiers: ["Shift"] } : {});
  }

  get bulk(): Locator {
    return this.page.getByRole("toolbar", { name: "Selected documents" });
  }

  async expectSelected(count: number): Promise<void> {
    if (count === 0) await expect(this.bulk).toBeHidden();
    else await expect(this.bulk.getByRole("status")).toHaveText(`${String(count)} selected`);
  }

  async bulkAction(name: string): Promise<void> {
    await this.bulk.getByRole("button", { name }).click();
  }

  /** Adds a tag to what is selected. */
  async tagSelected(tag: string): Promise<void> {
    await this.bulkAction("Tags…");
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Add", { exact: true }).and(this.page.locator("input")).fill(tag);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
  }
}
