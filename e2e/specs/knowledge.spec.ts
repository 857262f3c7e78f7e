import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { Editor } from "../pages/editor";

test.use({ storageState: OWNER_SESSION });

const WARRANTY = {
  name: "warranty.md",
  mimeType: "text/markdown",
  buffer: Buffer.from("# Warranty\n\nThe warranty on grinders lasts 30 months.\n"),
};

test("what is deleted is not answered from, what can't be read says why", async ({ page }) => {
  test.setTimeout(150_000);
  const workspace = await newWorkspace(page.request, "Deletion");
  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Warranty",
    template: "answer-from-documents",
  });
  const row = (name: string) => page.getByRole("row").filter({ hasText: name });

  await test.step("upload a good file and a broken one", async () => {
    await page.goto(`/${workspace}/knowledge`);
    const broken = {
      name: "broken.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.7\nno"),
    };
    await page.locator('input[type="file"]').first().setInputFiles([WARRANTY, broken]);
    await expect(row("warranty.md")).toContainText("Ready", { timeout: 60_000 });
    await expect(row("broken.pdf")).toContainText("Failed", { timeout: 60_000 });
    await expectAccessible(page);
  });

  const editor = new Editor(page);
  const ask = async (question: string) => {
    await editor.open(workspace, id);
    await editor.tryIt.open();
    await editor.tryIt.ask(question);
    await editor.tryIt.expectFinished();
  };

  await test.step("it is answered from", async () => {
    await ask("How long does the warranty on grinders last?");
    await expect(editor.tryIt.lastTurn).toContainText("30 months");
  });

  await test.step("after its deletion it is not", async () => {
    await page.goto(`/${workspace}/knowledge`);
    await row("warranty.md").getByRole("button", { name: /More/ }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete document" }).click();
    await expect(page.getByText("warranty.md was deleted, 1 passage removed.")).toBeVisible();
    await ask("How long does the warranty on grinders last?");
    await expect(editor.tryIt.refusal).toBeVisible();
    await expect(editor.tryIt.refusal).not.toContainText("30 months");
  });
});
