import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER, OWNER_SESSION, OWNER_WORKSPACE } from "../fixtures/people";
import { Editor } from "../pages/editor";
import { RegisterPage } from "../pages/register";
import { WorkflowsPage } from "../pages/workflows";

/** The main job, on an instance that nobody has used: sign up, open the sample, ask, see it answer and refuse. */
test("a new owner asks the sample and sees it answer from sources and refuse", async ({ page }) => {
  test.setTimeout(180_000);

  await test.step("sign up as the first person", async () => {
    await page.goto("/");
    const register = new RegisterPage(page);
    await expect(register.heading).toBeVisible();
    await expectAccessible(page);
    await register.register(OWNER);
    await page.waitForURL(`**/${OWNER_WORKSPACE}/workflows`);
    await expect(new WorkflowsPage(page).heading).toBeVisible();
    await page.context().storageState({ path: OWNER_SESSION });
  });

  const editor = new Editor(page);
  const { tryIt } = editor;
  await test.step("open the sample", async () => {
    await new WorkflowsPage(page).workflow(/Ask Tamberlin/).click();
    await expect(editor.nodes).toHaveCount(7);
    await expect(page.getByRole("button", { name: "No problems" })).toBeVisible();
    await tryIt.open();
    // By then it is known how many documents there are.
    await expect(editor.node("files-1")).toContainText("Company documents");
    await expect(editor.node("vector-store-1")).toContainText("Company documents");
    await tryIt.expectPrepared();
  });

  await test.step("a question the documents answer", async () => {
    await tryIt.ask("How many days of annual leave do full-time employees get?");
    await tryIt.expectFinished();
    await expect(tryIt.lastTurn).toContainText("26 days of annual leave");
    await expect(tryIt.sources.first()).toContainText("employee-handbook.pdf");
    await tryIt.citations.first().click();
    const source = page.getByRole("dialog");
    await expect(source.locator("mark").first()).toContainText("26 days of annual leave");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  });

  await test.step("a row of the price list", async () => {
    await tryIt.ask("What does error code E06 mean on the Duo?");
    await tryIt.expectFinished();
    await expect(tryIt.lastTurn).toContainText("E06");
    await expect(tryIt.sources.first()).toContainText("duo-user-manual.pdf");
  });

  await test.step("a question they don't cover", async () => {
    await tryIt.ask("Who won the football world cup in 1998?");
    await tryIt.expectFinished();
    await expect(tryIt.refusal).toBeVisible();
    await expect(tryIt.refusal).toContainText("Why refused");
    await expect(tryIt.citations).toHaveCount(0);
    await tryIt.showSteps();
    await expect(tryIt.step("router-1")).toBeVisible();
    await expectAccessible(page);
  });
});
