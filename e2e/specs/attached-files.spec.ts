import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { Editor } from "../pages/editor";

test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

const PLAN = {
  name: "garage-plan.txt",
  mimeType: "text/plain",
  buffer: Buffer.from("Visitors park on level two. The garage closes at nine in the evening."),
};
const QUESTION = "When does the garage close?";

test("answers from a file that was attached, in its own conversation and no other", async ({
  page,
}) => {
  const workspace = await newWorkspace(page.request, "Attached files");
  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Ask your files",
    template: "answer-from-attached-files",
  });
  const editor = new Editor(page);
  await editor.open(workspace, id);
  const { tryIt } = editor;
  await tryIt.open();

  await test.step("attach a file and ask about it", async () => {
    await tryIt.attach(PLAN);
    await expect(tryIt.files).toHaveAttribute("data-file", "ready", { timeout: 60_000 });
    await tryIt.ask(QUESTION);
    await tryIt.expectFinished();
    await expect(tryIt.lastTurn).toContainText("nine in the evening");
    await expect(tryIt.lastTurn).toContainText("Read garage-plan.txt whole");
    await expectAccessible(page);
  });

  await test.step("open the file at the quote", async () => {
    await tryIt.citations.first().click();
    await expect(page.getByRole("dialog").locator("mark").first()).toContainText("nine");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  });

  await test.step("find all of it again after reloading", async () => {
    await page.reload();
    await tryIt.open();
    await expect(tryIt.files).toHaveCount(1);
    await expect(tryIt.lastTurn).toContainText("Read garage-plan.txt whole");
  });

  await test.step("a second conversation knows nothing of it", async () => {
    await tryIt.panel.getByRole("button", { name: "New conversation" }).click();
    await expect(tryIt.files).toHaveCount(0);
    await tryIt.ask(QUESTION);
    await tryIt.expectFinished();
    await expect(tryIt.refusal).toBeVisible();
  });

  await test.step("a file that was taken away is answered from no more", async () => {
    await tryIt.attach(PLAN);
    await expect(tryIt.files).toHaveAttribute("data-file", "ready", { timeout: 60_000 });
    await tryIt.panel.getByRole("button", { name: "Remove garage-plan.txt" }).click();
    await expect(tryIt.files).toHaveCount(0);
    await tryIt.ask("Until when is the garage open?");
    await tryIt.expectFinished();
    await expect(tryIt.refusal).toBeVisible();
  });
});
