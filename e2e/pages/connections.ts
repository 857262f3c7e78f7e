import { expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";

/** A part of a connection, as somebody picks it in the tree. */
export interface Part {
  /** Labels of what is opened on the way, from the top. */
  readonly inside: readonly string[];
  readonly pick: string;
  /** For those alone who may read it there. */
  readonly respects?: boolean;
}

/** The sources outside that are connected, and the page of one that is kept in sync. */
export class ConnectionsPage {
  constructor(readonly page: Page) {}

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /** What the run that is shown did. */
  get outcomes(): Locator {
    return this.page.getByRole("table", { name: "What this run did" });
  }

  outcome(file: string): Locator {
    return this.outcomes.getByRole("row").filter({ hasText: file });
  }

  connection(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }

  async open(workspace: string): Promise<void> {
    await this.page.goto(`/${workspace}/connections`);
  }

  /** Opens the form of a kind of source. */
  async connect(kind: string): Promise<void> {
    await this.page.getByRole("button", { name: "Connect a source" }).click();
    await this.dialog.getByRole("button", { name: kind }).click();
  }

  async fill(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(values)) {
      await this.dialog.getByLabel(label, { exact: true }).fill(value);
    }
  }

  /** Picks a part, waits until it is in sync, and returns the id of its source. */
  async addSource(part: Part): Promise<string> {
    await this.page.getByRole("button", { name: "Add a source" }).click();
    await this.pickPart(part);
    await this.page.waitForURL(/knowledge\/sources\//);
    await expect(this.page.getByText("In sync")).toBeVisible({ timeout: 60_000 });
    await expectAccessible(this.page);
    return new URL(this.page.url()).pathname.split("/").at(-1) ?? "";
  }

  /** Picks a part in the dialog that is open, and has it kept in sync. */
  async pickPart({ inside, pick, respects = false }: Part): Promise<void> {
    for (const label of inside) {
      await this.dialog.getByRole("button", { name: `Open ${label}` }).click();
    }
    await this.dialog.getByRole("button", { name: pick, exact: true }).click();
    if (respects) await this.dialog.getByRole("switch", { name: "Respect permissions" }).click();
    await expectAccessible(this.page);
    await this.dialog.getByRole("button", { name: "Add and sync" }).click();
  }

  async openSource(workspace: string, sourceId: string): Promise<void> {
    await this.page.goto(`/${workspace}/knowledge/sources/${sourceId}`);
  }

  /** Asks for a sync and waits until the run is over. */
  async sync(): Promise<void> {
    const runs = this.page.getByRole("table", { name: "Runs" }).getByRole("row");
    const before = await runs.count();
    await this.page.getByRole("button", { name: "Sync now" }).click();
    // The first run is alone, and not in a table yet: with the second one there are two and the head.
    await expect(runs).toHaveCount(before === 0 ? 3 : before + 1);
    await expect(this.page.getByText("In sync")).toBeVisible({ timeout: 60_000 });
  }
}
