import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { Editor } from "../pages/editor";

test.use({ storageState: OWNER_SESSION });

test("publishes versions, compares them with the draft, rolls back and locks what is live", async ({
  page,
}) => {
  const workspace = await newWorkspace(page.request, "Publishing");
  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Help desk",
    template: "answer-from-documents",
  });
  const editor = new Editor(page);
  await editor.open(workspace, id);
  const sheet = page.getByRole("dialog", { name: "Publish" });
  const versions = sheet.getByRole("region", { name: "Versions" });

  await test.step("the first version", async () => {
    await editor.button("Publish").click();
    await expect(sheet.getByText("Nobody outside the editor is answered yet.")).toBeVisible();
    await expectAccessible(page);
    await sheet.getByLabel("What's new (optional)").fill("The beginning");
    await sheet.getByRole("button", { name: "Publish version 1" }).click();
    await expect(versions.getByText("The beginning")).toBeVisible();
    await expect(sheet.getByText("Nothing differs.")).toBeVisible();
    await sheet.getByRole("button", { name: "Close" }).click();
  });

  await test.step("a second one says what it changes", async () => {
    await editor.select("chat-input-1");
    await page.getByLabel("Greeting").fill("How can we help?");
    await editor.button("Publish").click();
    const draft = sheet.getByRole("region", { name: "The draft" });
    await expect(draft.getByText("“Greeting” was changed")).toBeVisible();
    await expect(draft.getByText("How can we help?")).toBeVisible();
    await sheet.getByRole("button", { name: "Publish version 2" }).click();
    await expect(versions.getByText("Version 2")).toBeVisible();
  });

  await test.step("back to the first with one click, and locked", async () => {
    await versions.getByRole("button", { name: "Make version 1 live" }).click();
    await expect(versions.getByRole("button", { name: "Make version 2 live" })).toBeVisible();
    await sheet.getByRole("button", { name: "Lock" }).click();
    await expect(sheet.getByText(/^Locked by/)).toBeVisible();
    await expect(sheet.getByRole("button", { name: /^Publish version/ })).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step("the first into the draft again", async () => {
    await versions.getByRole("button", { name: "Compare version 1 with the draft" }).click();
    await expect(sheet.getByText("“Greeting” was changed")).toBeVisible();
    await sheet.getByRole("button", { name: "Bring this version back into the draft" }).click();
    await expect(sheet).toHaveCount(0);
    await expect(page.getByLabel("Greeting")).toHaveValue("");
    await editor.expectSaved();
  });
});
