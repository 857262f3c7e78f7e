import type { Page } from "@playwright/test";

/** The list of a workspace's workflows. */
export class WorkflowsPage {
  constructor(private readonly page: Page) {}

  async open(workspace: string) {
    await this.page.goto(`/${workspace}/workflows`);
  }

  get heading() {
    return this.page.getByRole("heading", { level: 1, name: "Workflows" });
  }

  workflow(name: string | RegExp) {
    return this.page.getByRole("link", { name }).first();
  }

  async create(name: string, start: "template" | "blank") {
    await this.page.getByRole("button", { name: "New workflow" }).first().click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Name").fill(name);
    const choice = start === "template" ? "Answer questions from documents" : "An empty canvas";
    await dialog.getByRole("radio", { name: choice }).click();
    await dialog.getByRole("button", { name: "Create workflow" }).click();
    await this.page.waitForURL(/\/workflows\/[a-z0-9]+$/);
  }
}
