import { expect, test, type BrowserContext } from "@playwright/test";
import { QUESTION, Scene } from "../fixtures/scene";

let scene: Scene;

test.beforeAll(async ({ browser, baseURL }) => {
  test.setTimeout(240_000);
  scene = await Scene.set(browser, baseURL ?? "");
});
test.afterAll(() => scene.close());
test.beforeEach(({ request }) => scene.pace(request, 0));

const HOUR_MS = 3_600_000;

test("keeps nothing open and asks for nothing while nobody uses it, open or closed", async ({
  page,
}) => {
  await page.clock.install();
  const under = new Set<object>();
  const made: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(scene.server)) return;
    under.add(request);
    made.push(request.url());
  });
  page.on("requestfinished", (request) => under.delete(request));
  page.on("requestfailed", (request) => under.delete(request));
  page.on("websocket", (socket) => made.push(socket.url()));
  const nothingHappens = async () => {
    await expect.poll(() => under.size).toBe(0);
    made.length = 0;
    await page.clock.runFor(HOUR_MS);
    expect(made).toEqual([]);
    expect(under.size).toBe(0);
  };

  const chat = await scene.visit(page, scene.allowed, "blog");
  await expect(chat.launcher).toBeVisible();
  await test.step("before it is opened", nothingHappens);
  await chat.open();
  await chat.ask(QUESTION);
  await chat.expectAnswered();
  await test.step("open, after an answer", nothingHappens);
  await page.keyboard.press("Escape");
  await expect(chat.panel).toBeHidden();
  await test.step("closed again", nothingHappens);
});

/** Browsers without a window take every tab for one that is looked at. */
async function openTab(context: BrowserContext, { shown }: { shown: boolean }) {
  const page = await context.newPage();
  await page.addInitScript(
    (state) => {
      Object.defineProperty(document, "visibilityState", { get: () => state });
    },
    shown ? "visible" : "hidden",
  );
  const chat = await scene.visit(page, scene.allowed, "blog");
  // Once it was opened it is open in the others, too.
  if (context.pages().length === 1) await chat.open();
  await expect(chat.question).toBeVisible();
  return chat;
}

test("answers the tab that is looked at before those that are not, which lose no word", async ({
  context,
  request,
}) => {
  test.setTimeout(180_000);
  const hidden = [];
  for (let tab = 0; tab < 4; tab += 1) hidden.push(await openTab(context, { shown: false }));
  const shown = await openTab(context, { shown: true });
  await shown.ask(QUESTION);
  await shown.expectAnswered();
  const whole = await shown.answer.textContent();

  await scene.pace(request, 400);
  for (const chat of hidden) await chat.ask(QUESTION);
  for (const chat of hidden.slice(0, 3)) await expect(chat.answer).not.toHaveText("");
  await shown.ask(QUESTION);
  await expect(shown.answer).not.toHaveText("");
  for (const chat of hidden)
    await expect(chat.lastTurn).not.toHaveAttribute("data-turn", "answered");
  for (const chat of [shown, ...hidden]) {
    await chat.expectAnswered();
    expect(await chat.answer.textContent()).toBe(whole);
  }
});
