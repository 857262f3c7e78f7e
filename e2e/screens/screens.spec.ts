import path from "node:path";
import { expect, test } from "@playwright/test";
import { OWNER_SESSION } from "../fixtures/people";
import { Editor } from "../pages/editor";
import { WorkflowsPage } from "../pages/workflows";

const picture = (name: string) => path.resolve("docs/screens", `${name}.png`);

test.use({ storageState: OWNER_SESSION, viewport: { width: 1440, height: 810 } });

for (const colorScheme of ["light", "dark"] as const) {
  const suffix = colorScheme === "dark" ? "-dark" : "";

  test(`the editor, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto("/");
    await new WorkflowsPage(page).workflow(/Ask Tamberlin/).click();
    const editor = new Editor(page);
    await expect(editor.nodes).toHaveCount(7);
    await editor.button("Fold nodes").click();
    await editor.button("Zoom to fit").click();
    await editor.tryIt.open();
    await editor.tryIt.ask("How many days of annual leave do full-time employees get?");
    await editor.tryIt.expectFinished();
    await editor.tryIt.ask("Who won the football world cup in 1998?");
    await editor.tryIt.expectFinished();
    await page.screenshot({ path: picture(`editor${suffix}`) });
    await editor.select("router-1");
    await page.getByRole("button", { name: "Try it on the sample questions" }).click();
    await expect(page.getByText(/^Answers \d+ of 20 answerable/)).toBeVisible();
    await page.screenshot({ path: picture(`router${suffix}`) });
  });

  test(`models, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto("/");
    await page.waitForURL(/workflows$/);
    await page.goto(page.url().replace(/workflows$/, "models"));
    await expect(page.getByRole("article", { name: /On this machine/ })).toBeVisible();
    await page.screenshot({ path: picture(`models${suffix}`) });
  });

  test(`knowledge, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto("/");
    await page.waitForURL(/workflows$/);
    await page.goto(page.url().replace(/workflows$/, "knowledge"));
    await expect(page.getByRole("row").filter({ hasText: "Ready" })).toHaveCount(9);
    await page.screenshot({ path: picture(`knowledge${suffix}`) });
  });
}
