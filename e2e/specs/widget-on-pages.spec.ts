import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { QUESTION, Scene } from "../fixtures/scene";
import { VisitorChat } from "../pages/visitor-chat";

let scene: Scene;

test.beforeAll(async ({ browser, baseURL }) => {
  test.setTimeout(240_000);
  scene = await Scene.set(browser, baseURL ?? "");
});
test.afterAll(() => scene.close());
test.beforeEach(({ request }) => scene.pace(request, 0));

test("neither takes a page's broken styles nor touches the page", async ({ page }) => {
  const look = () =>
    page.evaluate(() => {
      const root = document.querySelector("[data-groundwork]")?.shadowRoot;
      const seen = (selector: string) => {
        const element = root?.querySelector(selector);
        if (!element) return selector;
        const { width, height } = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        const names = ["color", "backgroundColor", "fontFamily", "fontSize", "lineHeight"] as const;
        const more = ["letterSpacing", "textTransform", "opacity", "display", "margin"] as const;
        return [width, height, ...[...names, ...more].map((name) => style[name])];
      };
      return [".launcher", ".panel", "textarea", ".greeting", ".suggestion", "h2"].map(seen);
    });
  const own = () =>
    page.evaluate(() => {
      const text = document.getElementById("text");
      const style = text && getComputedStyle(text);
      return [style?.color, style?.fontFamily, style?.margin, document.body.scrollHeight];
    });
  const settled = async (name: string) => {
    const chat = await scene.visit(page, scene.allowed, name);
    const before = await own();
    await chat.open();
    await expect(chat.panel.getByRole("button", { name: QUESTION })).toBeVisible();
    await page.mouse.move(0, 0);
    await page.evaluate(async () => {
      const running = document.querySelector("[data-groundwork]")?.shadowRoot?.getAnimations();
      await Promise.allSettled((running ?? []).map(({ finished }) => finished));
    });
    expect(await own()).toEqual(before);
    const seen = await look();
    await page.keyboard.press("Escape");
    return seen;
  };
  const plain = await settled("strict");
  expect(await settled("shop")).toEqual(plain);
  expect(await settled("blog")).toEqual(plain);
});

test("lets a page's shortcuts know nothing of what is typed", async ({ page }) => {
  const chat = await scene.visit(page, scene.allowed, "shop");
  await chat.open();
  await chat.question.pressSequentially("buy/now");
  await expect(chat.question).toHaveValue("buy/now");
  expect(await page.evaluate(() => (window as { pressed?: string[] }).pressed)).toEqual([]);
});

test("works behind the strictest policy, without a complaint of the browser", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  const chat = await scene.visit(page, scene.allowed, "strict");
  await chat.open();
  await chat.ask(QUESTION);
  await chat.expectAnswered();
  await chat.citations.first().click();
  await expect(chat.source.locator("mark")).toBeVisible();
  expect(complaints).toEqual([]);
});

test("can be used with the keyboard alone", async ({ page }) => {
  const chat = await scene.visit(page, scene.allowed, "strict");
  await expect(chat.launcher).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(chat.launcher).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chat.question).toBeFocused();
  await page.keyboard.type(QUESTION);
  await page.keyboard.press("Enter");
  await chat.expectAnswered();
  await expect(chat.question).toBeFocused();
  await expect(chat.panel.getByRole("status").filter({ hasText: "30 days" })).toHaveCount(1);
  while (!(await chat.citations.first().evaluate(isFocused)))
    await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(chat.source.locator("mark")).toContainText("30 days");
  await page.keyboard.press("Escape");
  await expect(chat.citations.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(chat.panel).toBeHidden();
  await expect(chat.launcher).toBeFocused();
});

/** Runs in the page. */
function isFocused(element: Element): boolean {
  return (element.getRootNode() as ShadowRoot).activeElement === element;
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`fits a phone of 360 px, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 640 });
    const chat = await scene.visit(page, scene.allowed, "blog");
    await chat.open();
    await expect(chat.launcher).toBeHidden();
    await chat.ask(QUESTION);
    await chat.expectAnswered();
    await expectAccessible(page);
    const box = await chat.panel.boundingBox();
    expect(box).toMatchObject({ x: 0, y: 0, width: 360, height: 640 });
    const wider = await chat.panel.evaluate((panel) =>
      [...panel.querySelectorAll("*")]
        .filter(
          (element) => element.getBoundingClientRect().right > 360.5 && element.checkVisibility(),
        )
        .map((element) => element.className),
    );
    expect(wider).toEqual([]);
    await chat.panel.getByRole("button", { name: "Close chat" }).click();
    await expect(chat.launcher).toBeFocused();
  });
}

test("stays through a single-page app and does what its script says", async ({ page }) => {
  const chat = await scene.visit(page, scene.allowed, "app");
  const run = (code: string) => page.evaluate(code);
  await expect(chat.launcher).toBeVisible();
  await run(`Groundwork.ask(${JSON.stringify(QUESTION)})`);
  await chat.expectAnswered();
  await run(`go("second")`);
  await expect(page.getByRole("heading", { level: 1, name: "second" })).toBeVisible();
  await expect(chat.answer).toContainText("30 days");
  await run("Groundwork.close()");
  await expect(chat.panel).toBeHidden();
  await run("Groundwork.destroy()");
  await expect(chat.launcher).toHaveCount(0);
  await run(`Groundwork.start({ publication: "${scene.published.publication}" }).open()`);
  await expect(chat.answer).toContainText("30 days");
  const heard = await page.evaluate(() => (window as { heard?: [string, unknown][] }).heard ?? []);
  expect(heard.map(([event]) => event)).toEqual([
    "ready",
    "open",
    "question",
    "answer",
    "close",
    "destroy",
  ]);
  expect(heard[3]?.[1]).toMatchObject({ kind: "answered" });
});

test("two publications stand side by side, one of them open at a time", async ({
  browser,
  page,
}) => {
  const second = await scene.another(browser);
  const scripts = [scene.published.publication, "nosuchpublication", second]
    .map((publication) => `publication=${publication}`)
    .join("&");
  await page.goto(`${scene.allowed.origin}/blog?${scripts}`);
  const shown = page.locator("[data-groundwork][data-shown]");
  await expect(shown).toHaveCount(2);
  const [first, other] = [new VisitorChat(page, 0), new VisitorChat(page, 1)];
  const corners = () =>
    Promise.all(
      [first, other].map(async ({ launcher }) => Number((await launcher.boundingBox())?.x)),
    );
  await expect(async () => {
    const [inner = 0, outer = 0] = (await corners()).sort((a, b) => b - a);
    expect(inner - outer).toBe(72);
  }).toPass();
  await first.open();
  await first.ask(QUESTION);
  await first.expectAnswered();
  await other.open();
  await expect(first.panel).toBeHidden();
  await expect(other.turns).toHaveCount(0);
});

test("stands once though its script is pasted twice", async ({ page }) => {
  await page.goto(scene.addressOf(scene.allowed, "blog", 2));
  const chat = new VisitorChat(page);
  await chat.open();
  await expect(page.locator("[data-groundwork]")).toHaveCount(1);
});
