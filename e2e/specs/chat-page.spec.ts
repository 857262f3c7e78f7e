import { expect, test, type Browser } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { LOOK, QUESTION, Scene } from "../fixtures/scene";
import { openChannel } from "../flows/publish";
import { VisitorChat } from "../pages/visitor-chat";
import { findNginx, startNginx } from "../servers/nginx";

const PASSWORD = "three small tents";

let scene: Scene;
test.beforeAll(async ({ browser, baseURL }) => {
  test.setTimeout(240_000);
  scene = await Scene.set(browser, baseURL ?? "");
});
test.afterAll(() => scene.close());
test.beforeEach(({ request }) => scene.pace(request, 0));

/** Chosen at the desk, by the owner. */
async function letIn(browser: Browser, who: string, password?: string): Promise<void> {
  const desk = await browser.newContext({ storageState: OWNER_SESSION, baseURL: scene.app });
  const access = { channel: "page", who };
  const settings = { access, look: LOOK, ...(password !== undefined && { password }) };
  await openChannel(desk.request, scene.published, settings);
  await desk.close();
}

const address = () => `${scene.app}/chat/${scene.published.publication}`;

for (const [name, width, height] of [
  ["desktop", 1440, 900],
  ["phone", 360, 640],
] as const) {
  test(`whoever has the link asks on a page of its own, ${name}`, async ({ page, browser }) => {
    await letIn(browser, "link");
    await page.setViewportSize({ width, height });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(address());
    const chat = new VisitorChat(page);
    await expect(chat.panel).toContainText(LOOK.greeting);
    await expect(page).toHaveTitle(LOOK.title);
    await expectAccessible(page);
    await chat.ask(QUESTION);
    await chat.expectAnswered();
    await chat.citations.first().click();
    await expect(chat.source.locator("mark")).toContainText("30 days");
    // Beside the answer where there is room for both.
    const inert = await chat.panel.locator(".main").evaluate((main) => (main as HTMLElement).inert);
    expect(inert).toBe(name === "phone");
    await expectAccessible(page);
    await page.reload();
    await expect(chat.turns).toHaveCount(1);
    expect(complaints).toEqual([]);
  });
}

test("asks for the password once, and for a new one when it changed", async ({ page, browser }) => {
  await letIn(browser, "password", PASSWORD);
  await page.goto(address());
  const chat = new VisitorChat(page);
  const field = chat.panel.getByLabel("Password");
  await expect(field).toBeVisible();
  await expect(chat.question).toHaveCount(0);
  await expectAccessible(page);
  await field.fill("not the password");
  await field.press("Enter");
  await expect(chat.panel.getByRole("alert")).toContainText("not right");
  await field.fill(PASSWORD);
  await field.press("Enter");
  await expect(chat.question).toBeVisible();
  await page.reload();
  await expect(chat.question).toBeVisible();
  await letIn(browser, "password", "four small tents");
  await page.reload();
  await expect(field).toBeVisible();
});

test("leads members to signing in and back", async ({ page, browser }) => {
  await letIn(browser, "members");
  await page.goto(address());
  const chat = new VisitorChat(page);
  await chat.panel.getByRole("link", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  const member = await browser.newContext({ storageState: OWNER_SESSION });
  const inside = await member.newPage();
  await inside.goto(address());
  await expect(new VisitorChat(inside).question).toBeVisible();
  await member.close();
});

test("says what is wrong with an address that leads nowhere", async ({ page }) => {
  await page.goto(`${scene.app}/chat/nosuchpublication`);
  await expect(new VisitorChat(page).panel).toContainText("doesn’t exist");
  const strange = await page.request.get(`${scene.app}/chat/%22%3E%3Cscript%3E`);
  expect(strange.status()).toBe(404);
});

test("streams through nginx as the guide sets it up", async ({ page, browser, request }) => {
  const nginx = findNginx();
  test.skip(nginx === null, "nginx is not installed");
  await letIn(browser, "link");
  const proxy = await startNginx(nginx ?? "", Number(new URL(scene.app).port));
  await page.goto(`http://127.0.0.1:${String(proxy.port)}/chat/${scene.published.publication}`);
  const chat = new VisitorChat(page);
  await scene.pace(request, 200);
  await chat.ask(QUESTION);
  const lengths = new Set<number>();
  await expect(async () => {
    lengths.add(((await chat.answer.textContent()) ?? "").length);
    expect(await chat.lastTurn.getAttribute("data-turn")).toBe("answered");
  }).toPass({ intervals: [50], timeout: 60_000 });
  expect(lengths.size, "words came one by one").toBeGreaterThan(3);
  await proxy.close();
});
