import { expect, type Locator, type Page } from "@playwright/test";

/** The chat as a visitor has it: in the corner of somebody's page, or as a page. */
export class VisitorChat {
  constructor(
    readonly page: Page,
    /** Which of the chats of a page, from the corner inwards. */
    private readonly order = 0,
  ) {}

  private get host(): Locator {
    return this.page.locator("[data-groundwork], [data-publication]:not(script)").nth(this.order);
  }

  get launcher(): Locator {
    return this.host.locator(".launcher");
  }

  get panel(): Locator {
    return this.host.locator(".panel");
  }

  get question(): Locator {
    return this.panel.getByLabel("Your question");
  }

  get turns(): Locator {
    return this.panel.locator("[data-turn]");
  }

  get lastTurn(): Locator {
    return this.turns.last();
  }

  get answer(): Locator {
    return this.lastTurn.locator(".text");
  }

  get citations(): Locator {
    return this.lastTurn.locator("[data-citation]");
  }

  get source(): Locator {
    return this.panel.getByRole("region", { name: /^Source/ });
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await expect(this.question).toBeVisible();
  }

  /** Asks once what was said before is there, and returns when the question stands below it. */
  async ask(question: string): Promise<void> {
    await expect(this.panel.getByRole("log")).toHaveAttribute("aria-busy", "false");
    const before = await this.turns.count();
    await this.question.fill(question);
    await this.question.press("Enter");
    await expect(this.turns).toHaveCount(before + 1);
  }

  async expectAnswered(): Promise<void> {
    await expect(this.lastTurn).toHaveAttribute("data-turn", "answered", { timeout: 60_000 });
  }
}
