import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace, query } from "../flows/api";
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

test("opens channels step by step, each for whom was chosen, and shows what was asked", async ({
  page,
}) => {
  const workspace = await newWorkspace(page.request, "Channels");
  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Front desk",
    template: "answer-from-documents",
  });
  await mutate(page.request, "version.publish", { workspace, workflowId: id, baseRevision: 1 });
  await page.goto(`/${workspace}/workflows/${id}/channels`);
  await expect(page.getByRole("heading", { name: "Channels of Front desk" })).toBeVisible();

  await test.step("a site", async () => {
    const open = page.getByRole("switch", { name: "Answer on your sites" });
    await expect(open).toBeDisabled();
    await page.getByLabel("Address of a site").fill("http://shop.example");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(page.getByText("Only https:// is safe.")).toBeVisible();
    await page.getByLabel("Address of a site").fill("shop.example/contact");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(page.getByRole("button", { name: "Remove https://shop.example" })).toBeVisible();
    await open.click();
    await expect(open).toBeChecked();
    const address = page.getByLabel("Does the chat come up?");
    await address.fill("https://www.shop.example/");
    await expect(page.getByText("is not: with and without www.")).toBeVisible();
    await address.fill("https://shop.example/");
    await expect(page.getByText(/^Yes\./)).toBeVisible();
    await page.getByLabel("Name", { exact: true }).fill("Front desk helper");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved. Visitors see it")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("a page with a password", async () => {
    await page.getByRole("tab", { name: "Hosted page" }).click();
    await page.getByRole("radio", { name: "Whoever has the password" }).click();
    const open = page.getByRole("switch", { name: "Answer on a page of its own" });
    await expect(page.getByText("First set a password below.")).toBeVisible();
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await page.getByRole("button", { name: "Set", exact: true }).click();
    await expect(open).toBeEnabled();
    await open.click();
    await expect(page.getByLabel("Address of the page")).toContainText("/chat/");
    await expectAccessible(page);
  });

  await test.step("a key that is shown once", async () => {
    await page.getByRole("tab", { name: "API" }).click();
    await page.getByRole("button", { name: "New key" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Ticket system");
    await page.getByRole("button", { name: "Make the key" }).click();
    await expect(page.getByLabel("Key", { exact: true })).toHaveValue(/^gw_/);
    await page.getByRole("button", { name: "Done" }).click();
    await expect(page.getByText("Ticket system")).toBeVisible();
    await expect(page.getByText("Never used")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("a source by its name", async () => {
    await page.getByRole("tab", { name: "Knowledge" }).click();
    await expect(page.getByText("Not answered from")).toBeVisible();
    await page.getByRole("combobox", { name: /^Who may be answered from/ }).click();
    await page.getByRole("option", { name: "Everybody" }).click();
    await expect(page.getByText("Not answered from")).toHaveCount(0);
    await page.getByRole("tab", { name: "Limits" }).click();
    await page.getByLabel("US dollars a day").fill("lots");
    await expect(page.getByText("That number is not possible here.")).toBeVisible();
    await page.getByLabel("US dollars a day").fill("2.5");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
    const { limits } = await query<{ limits: { dailyCap: number } }>(
      page.request,
      "publication.get",
      { workspace, workflowId: id },
    );
    expect(limits.dailyCap).toBe(2.5);
  });

  await test.step("what was asked", async () => {
    const editor = new Editor(page);
    await editor.open(workspace, id);
    await editor.tryIt.open();
    await editor.tryIt.ask("When does the garage close?");
    await editor.tryIt.expectFinished();
    await page.goto(`/${workspace}/workflows/${id}/conversations`);
    await page.getByRole("button", { name: /When does the garage close/ }).click();
    const sheet = page.getByRole("dialog", { name: "Conversations" });
    await expect(sheet.getByRole("article")).toBeVisible();
    await expectAccessible(page);
    await sheet.getByRole("button", { name: "Delete" }).click();
    await page
      .getByRole("dialog", { name: "Delete this conversation?" })
      .getByRole("button", { name: "Delete" })
      .click();
    await expect(page.getByText("Nobody has asked yet")).toBeVisible();
  });
});
