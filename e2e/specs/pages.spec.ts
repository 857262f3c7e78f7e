import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER, OWNER_SESSION } from "../fixtures/people";

const SIZES = [
  { name: "desktop", width: 1440, height: 900 },
  { name: "phone", width: 390, height: 844 },
] as const;

/** Pages of a workspace; the sample's workspace, so that they show real content. */
const PAGES = ["workflows", "knowledge", "models", "insights", "settings"] as const;

test.describe("signed in", () => {
  test.use({ storageState: OWNER_SESSION });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const { name, width, height } of SIZES) {
      test(`every page is accessible, ${colorScheme}, ${name}`, async ({ page }) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height });
        await page.goto("/");
        await page.waitForURL(/\/workflows$/);
        const workspace = new URL(page.url()).pathname.split("/")[1] ?? "";
        for (const path of PAGES) {
          await page.goto(`/${workspace}/${path}`);
          await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
          await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
          await expectAccessible(page);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
        }
      });
    }
  }
});

test("signing in: a wrong password is refused, the right one enters", async ({ page }) => {
  await page.goto("/sign-in");
  await expectAccessible(page);
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Workflows" })).toBeVisible();
});

test("a stranger is sent to the door", async ({ page }) => {
  await page.goto("/some-workspace/workflows");
  await page.waitForURL(/\/sign-in/);
});
