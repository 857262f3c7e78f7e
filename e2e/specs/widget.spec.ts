import { expect, test, type APIRequestContext, type Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { webServerPid } from "../flows/processes";
import { LOOK, QUESTION, Scene } from "../fixtures/scene";

let scene: Scene;

test.beforeAll(async ({ browser, baseURL }) => {
  test.setTimeout(240_000);
  scene = await Scene.set(browser, baseURL ?? "");
});
test.afterAll(() => scene.close());
test.beforeEach(({ request }) => scene.pace(request, 0));

test("answers on an allowed site, with sources, rating and the conversation kept", async ({
  page,
}) => {
  const chat = await scene.visit(page, scene.allowed, "blog");
  await expect(chat.launcher).toHaveAccessibleName("Open chat · Nordwind help");
  await expectAccessible(page);
  await chat.open();
  await expect(chat.question).toBeFocused();
  await expect(chat.panel).toContainText(LOOK.greeting);
  await expectAccessible(page);
  await chat.panel.getByRole("button", { name: QUESTION }).click();
  await chat.expectAnswered();
  await expect(chat.answer).toContainText("30 days");
  await expectAccessible(page);

  await test.step("a citation opens the source at the quote", async () => {
    await chat.citations.first().click();
    await expect(chat.source.locator("mark")).toContainText("within 30 days of delivery");
    await expect(chat.source).toContainText("Write to the help desk for a label");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(chat.citations.first()).toBeFocused();
  });

  await test.step("thumbs down with a comment", async () => {
    await chat.lastTurn.getByRole("button", { name: "Not helpful" }).click();
    await chat.lastTurn.getByLabel("What was wrong or missing?").fill("Nothing about fees.");
    await chat.lastTurn.getByRole("button", { name: "Send", exact: true }).click();
    await expect(chat.lastTurn).toContainText("Thank you");
  });

  await test.step("a refusal says so", async () => {
    await chat.ask("Who won the chess world championship in 1972?");
    await chat.expectAnswered();
    await expect(chat.lastTurn.getByRole("group", { name: "Not in the documents" })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("all of it is there on another page and after reloading, still open", async () => {
    await page.goto(scene.addressOf(scene.allowed, "strict"));
    await expect(chat.turns).toHaveCount(2);
    await page.reload();
    await expect(chat.turns).toHaveCount(2);
    const down = chat.turns.first().getByRole("button", { name: "Not helpful" });
    await expect(down).toHaveAttribute("aria-pressed", "true");
  });

  await test.step("a new conversation begins empty", async () => {
    await chat.panel.getByRole("button", { name: "More", exact: true }).click();
    await chat.panel.getByRole("button", { name: "Start a new conversation" }).click();
    await expect(chat.turns).toHaveCount(0);
    await expect(chat.panel).toContainText(LOOK.greeting);
  });

  await test.step("visitors take their data along and have it deleted", async () => {
    await chat.panel.getByRole("button", { name: "More", exact: true }).click();
    const download = page.waitForEvent("download");
    await chat.panel.getByRole("button", { name: "Download my data" }).click();
    const stream = await (await download).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toContain(QUESTION);
    await chat.panel.getByRole("button", { name: "More", exact: true }).click();
    await chat.panel.getByRole("button", { name: "Delete my data" }).click();
    await expectAccessible(page);
    await chat.panel.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(chat.panel.getByRole("alertdialog")).toHaveCount(0);
    await page.reload();
    await expect(chat.question).toBeVisible();
    await expect(chat.turns).toHaveCount(0);
  });
});

test("loads little before it is opened, moves nothing and leaves one name", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => {
    if (request.url().startsWith(scene.server)) loaded.push(`${request.method()} ${request.url()}`);
  });
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      (window as { shifts?: number }).shifts = list.getEntries().length;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(`${scene.allowed.origin}/blog`);
  const names = () => page.evaluate(() => Object.getOwnPropertyNames(window).sort());
  const before = await names();
  const chat = await scene.visit(page, scene.allowed, "blog");
  await expect(chat.launcher).toBeVisible();
  const added = (await names()).filter((name) => !before.includes(name) && name !== "shifts");
  expect(added).toEqual(["Groundwork"]);
  expect(await page.evaluate(() => (window as { shifts?: number }).shifts ?? 0)).toBe(0);
  expect(loaded.filter((line) => !line.startsWith("OPTIONS"))).toEqual([
    `GET ${scene.server}/widget/v1.js`,
    `POST ${scene.server}/api/embed/${scene.published.publication}/session`,
  ]);
  loaded.length = 0;
  await page.reload();
  await expect(chat.launcher).toBeVisible();
  expect(loaded.filter((line) => line.includes("/api/"))).toEqual([]);
});

test("fails closed: another site, no site, a foreign, a carried off and a forged token", async ({
  page,
  request,
}) => {
  await test.step("another site shows nothing, and its developer is told why", async () => {
    const told = page.waitForEvent("console", (message) =>
      message.text().startsWith("Groundwork:"),
    );
    const chat = await scene.visit(page, scene.stranger, "blog");
    await page.waitForLoadState("load");
    await page.evaluate(() => {
      // What a page could try by hand.
      (window.Groundwork as { open: () => void }).open();
    });
    expect((await told).text()).toContain("origin-refused");
    await expect(chat.launcher).toHaveCount(0);
  });

  const address = `${scene.app}/api/embed/${scene.published.publication}`;
  const session = (headers: Record<string, string>) =>
    request.post(`${address}/session`, { headers, data: { channel: "widget" } });
  const ask = (token: string, headers: Record<string, string>) =>
    request.post(`${address}/questions`, {
      headers: { ...headers, Authorization: `Bearer ${token}` },
      data: { question: QUESTION, requestId: "0123456789abcdef0123" },
    });

  await test.step("no session for another site, or for none", async () => {
    for (const headers of [
      { Origin: scene.stranger.origin },
      { Origin: "null" },
      { Origin: `${scene.allowed.origin}.evil.example` },
      {},
    ]) {
      const refused = await session(headers as Record<string, string>);
      expect(refused.status()).toBe(403);
      const body = (await refused.json()) as { code: string };
      expect(body.code).toBe("origin-refused");
      expect(Object.keys(body).sort()).toEqual(["code", "message"]);
    }
  });

  await test.step("a token is good where it was given, and nowhere else", async () => {
    const given = await session({ Origin: scene.allowed.origin });
    const { token } = (await given.json()) as { token: string };
    expect((await ask(token, { Origin: scene.stranger.origin })).status()).toBe(403);
    expect((await ask(token, {})).status()).toBe(403);
    const [head, body, signature = ""] = token.split(".");
    const forged = `${head}.${body}.${signature.slice(0, -4)}AAAA`;
    for (const bad of [forged, "", "nonsense", `${head}.${body}.`]) {
      expect((await ask(bad, { Origin: scene.allowed.origin })).status()).toBe(401);
    }
    const elsewhere = await request.get(`${scene.app}/api/embed/nosuchpublication/files`, {
      headers: { Origin: scene.allowed.origin, Authorization: `Bearer ${token}` },
    });
    expect(elsewhere.status()).toBeGreaterThanOrEqual(400);
    expect(elsewhere.status()).toBeLessThan(500);
  });
});

/** Asks twice, slowly the second time, and comes back in the middle of that answer, with the whole text of the first. */
async function inMidAnswer(page: Page, request: APIRequestContext) {
  const chat = await scene.visit(page, scene.allowed, "blog");
  await chat.open();
  await chat.ask(QUESTION);
  await chat.expectAnswered();
  const whole = await chat.answer.textContent();

  await scene.pace(request, 150);
  await chat.ask(QUESTION);
  await expect(chat.answer).not.toHaveText("", { timeout: 30_000 });
  return { chat, whole };
}

test("goes on after the network was away in the middle of an answer, without losing a word", async ({
  page,
  request,
}) => {
  const { chat, whole } = await inMidAnswer(page, request);
  scene.cable.cut();
  await expect(chat.lastTurn).toContainText("The connection was lost");
  scene.cable.plugIn();
  await chat.expectAnswered();
  expect(await chat.answer.textContent()).toBe(whole);

  await test.step("also over a reload", async () => {
    await chat.ask(QUESTION);
    await expect(chat.answer).not.toHaveText("", { timeout: 30_000 });
    await page.reload();
    await chat.expectAnswered();
    await expect(chat.turns).toHaveCount(3);
    expect(await chat.answer.textContent()).toBe(whole);
  });

  await test.step("and can be stopped", async () => {
    await chat.ask(QUESTION);
    await expect(chat.answer).not.toHaveText("", { timeout: 30_000 });
    await chat.panel.getByRole("button", { name: "Stop answering" }).click();
    await expect(chat.lastTurn).toHaveAttribute("data-turn", "stopped");
  });
});

test("goes on after the server stood still in the middle of an answer, each word once", async ({
  page,
  request,
}) => {
  const { chat, whole } = await inMidAnswer(page, request);
  const server = (await webServerPid()) ?? 0;
  process.kill(server, "SIGSTOP");
  try {
    // Longer than a server keeps connections on which nothing is asked.
    const unanswered = request.get("/api/health", { timeout: 6000 });
    await expect(unanswered).rejects.toThrow("Timeout");
  } finally {
    process.kill(server, "SIGCONT");
  }
  await chat.expectAnswered();
  expect(await chat.answer.textContent()).toBe(whole);
  await expect(chat.turns).toHaveCount(2);
});
