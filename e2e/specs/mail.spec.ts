import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { newWorkspace } from "../flows/api";
import { openChannel, publishWorkflow } from "../flows/publish";
import { VisitorChat } from "../pages/visitor-chat";
import { linkIn, startMailServer, type MailServer } from "../servers/mail/server";

test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

let mails: MailServer;
test.beforeAll(async () => {
  mails = await startMailServer({ port: Number(test.info().config.metadata.mailPort) });
});
test.afterAll(() => mails.close());

/** Links in mails begin with the address that the app was started with. */
function pathOf(link: string): string {
  const { pathname, search, hash } = new URL(link);
  return pathname + search + hash;
}

test("an admin tries the mail server and invites somebody, who joins by the mail", async ({
  page,
  browser,
  baseURL,
}) => {
  const workspace = await newWorkspace(page.request, "Letters");
  await page.goto(`/${workspace}/settings?tab=mail`);
  await page.getByRole("button", { name: "Send me a test mail" }).click();
  await expect(page.getByRole("cell", { name: /^Test mail/ })).toBeVisible();
  await expect(page.getByText("Sent", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("tab", { name: "People" }).click();
  await page.getByRole("button", { name: "Invite" }).click();
  const email = "nora@people.example";
  await page.getByLabel("Their e-mail").fill(email);
  await page.getByRole("button", { name: "Send invitation" }).click();
  const link = linkIn(await mails.mailTo(email));

  const newcomer = await browser.newContext({
    ...(baseURL !== undefined && { baseURL }),
    storageState: { cookies: [], origins: [] },
  });
  const join = await newcomer.newPage();
  await join.goto(pathOf(link));
  await join.getByLabel("Your name").fill("Nora Newcomer");
  await join.getByLabel("Password").fill("a long and quiet river");
  await join.getByRole("button", { name: "Join Letters" }).click();
  await join.waitForURL(`**/${workspace}/**`);
  await newcomer.close();
  await page.reload();
  await expect(page.getByText("confirmed by mail")).toBeVisible();
});

test("a visitor who is refused hands the conversation over, and people can answer by mail", async ({
  page,
  browser,
  baseURL,
}) => {
  const workspace = await newWorkspace(page.request, "Desk");
  const text = "Returns. Unused tents may be returned within 30 days of delivery.";
  const published = await publishWorkflow(page, {
    workspace,
    name: "Returns desk",
    file: { name: "returns.txt", mimeType: "text/plain", buffer: Buffer.from(text) },
  });
  await openChannel(page.request, published, { access: { channel: "page", who: "link" } });
  await page.goto(`/${workspace}/workflows/${published.workflowId}/channels?tab=handOver`);
  await page.getByLabel("Inbox").fill("help@desk.example");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. Visitors can hand over")).toBeVisible();
  await expectAccessible(page);

  const outside = await browser.newContext({
    ...(baseURL !== undefined && { baseURL }),
    storageState: { cookies: [], origins: [] },
  });
  const street = await outside.newPage();
  await street.goto(`/chat/${published.publication}`);
  const chat = new VisitorChat(street);
  await chat.ask("Who won the football world cup in 1998?");
  await chat.panel.getByRole("button", { name: "Write to a person" }).click();
  const letter = chat.panel
    .locator("form")
    .filter({ has: street.getByLabel("Your e-mail address") });
  await letter.getByLabel("Your e-mail address").fill("vera@home.example");
  await letter.getByLabel("Your message (optional)").fill("I would like to know.");
  await expectAccessible(street);
  await letter.getByRole("button", { name: "Send" }).click();
  await expect(
    chat.panel.getByRole("status").filter({ hasText: "vera@home.example" }),
  ).toBeVisible();
  await outside.close();

  const got = await mails.mailTo("help@desk.example");
  expect(got.mail.replyTo?.[0]?.address).toBe("vera@home.example");
  expect(got.mail.text).toContain("> I would like to know.");
  await page.goto(pathOf(linkIn(got)));
  await expect(page.getByRole("dialog")).toContainText("Who won the football world cup in 1998?");
});
