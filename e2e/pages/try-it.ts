import { expect, type Locator, type Page } from "@playwright/test";

/** The docked chat of the editor. */
export class TryIt {
  constructor(readonly page: Page) {}

  get panel(): Locator {
    return this.page.locator("[data-try-it]");
  }

  get question(): Locator {
    return this.panel.getByLabel("Your question");
  }

  /** Questions with their answers, oldest first. */
  get turns(): Locator {
    return this.panel.locator("[data-turn]");
  }

  get lastTurn(): Locator {
    return this.turns.last();
  }

  get refusal(): Locator {
    return this.lastTurn.getByRole("group", { name: "Not in the documents" });
  }

  /** The chips in the text. */
  get citations(): Locator {
    return this.lastTurn.locator("[data-citation]");
  }

  /** The list below the text. */
  get sources(): Locator {
    return this.lastTurn.locator("[data-source]");
  }

  /** The chips of the conversation's files. */
  get files(): Locator {
    return this.panel.locator("[data-file]");
  }

  /** Attaches a file as if it had been chosen in the system's dialog. */
  async attach(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.panel.locator("input[data-attach]").setInputFiles(file);
  }

  step(nodeId: string): Locator {
    return this.panel.locator(`[data-step="${nodeId}"]`);
  }

  async open(): Promise<void> {
    if (await this.panel.isVisible()) return;
    await this.page.getByRole("button", { name: "Try it", exact: true }).click();
    await expect(this.question).toBeVisible();
  }

  async close(): Promise<void> {
    await this.panel.getByRole("button", { name: "Close Try it" }).click();
    await expect(this.panel).toBeHidden();
  }

  /** Waits until every document that the workflow searches can be found. */
  async expectPrepared(): Promise<void> {
    await expect(this.panel.locator("[data-preparing]")).toHaveCount(0, { timeout: 90_000 });
  }

  /** Asks and returns once the answer is being made. It can be typed once what was said before is there. */
  async ask(question: string): Promise<void> {
    await this.question.fill(question);
    const before = await this.turns.count();
    await this.question.press("Enter");
    await expect(this.turns).toHaveCount(before + 1);
  }

  async expectFinished(): Promise<void> {
    await expect(this.lastTurn).toHaveAttribute("data-turn", "finished", { timeout: 60_000 });
  }

  async showSteps(): Promise<void> {
    await this.panel.getByRole("button", { name: "Show steps" }).first().click();
  }
}
