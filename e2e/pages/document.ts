import { expect, type Locator, type Page } from "@playwright/test";

/** A document's own page. */
export class DocumentPage {
  constructor(readonly page: Page) {}

  async open(workspace: string, id: string): Promise<void> {
    await this.page.goto(`/${workspace}/knowledge/documents/${id}`);
    await expect(this.passages.first()).toBeVisible();
  }

  get passages(): Locator {
    return this.page.locator("[data-passage]");
  }

  /** The passage that says something. */
  passage(words: string): Locator {
    return this.passages.filter({ hasText: words });
  }

  async choose(words: string): Promise<Locator> {
    const passage = this.passage(words).first();
    await passage.getByRole("button", { name: /^Passage/ }).click();
    await expect(passage).toHaveAttribute("data-selected", "true");
    return passage;
  }

  /** A page of the original, once it is drawn. */
  drawnPage(number: number): Locator {
    return this.page.locator(`[data-page="${String(number)}"][data-drawn="true"]`);
  }

  /** Places of the chosen passage on the original. */
  get chosenRegions(): Locator {
    return this.page.locator('[data-region][data-chosen="true"]');
  }

  tab(name: "Original" | "Passages" | "About"): Locator {
    return this.page.getByRole("tab", { name });
  }
}
