import type { Page } from "@playwright/test";

/** The page on which the first person becomes the owner. */
export class RegisterPage {
  constructor(private readonly page: Page) {}

  get heading() {
    return this.page.getByRole("heading", { name: "Set up Groundwork" });
  }

  async register(person: { name: string; company: string; email: string; password: string }) {
    await this.page.getByLabel("Your name").fill(person.name);
    await this.page.getByLabel("Company or team").fill(person.company);
    await this.page.getByLabel("E-mail").fill(person.email);
    await this.page.getByLabel("Password").fill(person.password);
    await this.page.getByRole("button", { name: "Create account and open the workspace" }).click();
  }
}
