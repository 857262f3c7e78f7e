import { expect, type Browser, type Page } from "@playwright/test";
import { mutate, query } from "./api";

const PASSWORD = "a long and quiet river";

interface Newcomer {
  readonly workspace: string;
  readonly name: string;
  readonly email: string;
  readonly role: "admin" | "builder" | "viewer";
}

/** Invites somebody, who opens the link in a browser of their own and joins. Gives their page and their id. */
export async function join(desk: Page, browser: Browser, newcomer: Newcomer) {
  const { workspace, name, email, role } = newcomer;
  const invited = { workspace, email, role };
  const { url } = await mutate<{ url: string }>(desk.request, "invitation.create", invited);
  const own = await browser.newContext({ baseURL: new URL(desk.url()).origin });
  const page = await own.newPage();
  await page.goto(url);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: /^Join/ }).click();
  await page.waitForURL(`**/${workspace}/workflows`);
  const members = await query<{ userId: string; email: string }[]>(desk.request, "member.list", {
    workspace,
  });
  const member = members.find((one) => one.email === email);
  expect(member).toBeDefined();
  return { page, userId: member?.userId ?? "" };
}
