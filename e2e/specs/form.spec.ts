import { expect, test, type Browser, type Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { publishDraft } from "../flows/publish";
import { Editor } from "../pages/editor";
import { VisitorChat } from "../pages/visitor-chat";

const RETURNS = {
  name: "returns.txt",
  mimeType: "text/plain",
  buffer: Buffer.from(
    "Returns at Nordwind. Unused tents may be returned within 30 days of delivery. " +
      "Used boots can't be returned. Refunds reach your account within five working days.",
  ),
};
const ROWS = [
  "order,What is it about?,kind",
  "17,returning unused tents after delivery,tents",
  "18,,tents",
  "19,returning used boots,boots",
  "20,returning unused tents,lamps",
  "21,the chess world championship of 1972,tents",
].join("\n");

test("a form is built, tried, opened, filled in, and filled in by a file", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const desk = await browser.newContext({ storageState: OWNER_SESSION, baseURL: baseURL ?? "" });
  const page = await desk.newPage();
  const { ids, publication } = await build(page);

  await test.step("the Form tab opens it", async () => {
    await page.goto(`/${ids.workspace}/workflows/${ids.workflowId}/channels?tab=form`);
    await page.getByRole("radio", { name: /Whoever has the link/ }).click();
    await page.getByRole("switch", { name: "Let a file fill in the form" }).click();
    await expect(page.getByRole("switch", { name: "Let a file fill in the form" })).toBeChecked();
    await page.getByRole("switch", { name: "Answer a form on a page of its own" }).click();
    await expect(page.getByText(`/form/${publication}`)).toBeVisible();
    await expectAccessible(page);
  });
  await desk.close();
  await visitForm(browser, `${baseURL ?? ""}/form/${publication}`);
});

async function build(page: Page) {
  const workspace = await newWorkspace(page.request, "Form");
  const { id: workflowId } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Returns form",
    template: "answer-a-form",
  });
  const editor = new Editor(page);
  await editor.open(workspace, workflowId);
  await editor.select("form-input-1");
  const inspector = editor.inspector("form-input-1");
  await inspector.getByRole("button", { name: "Add a field" }).click();
  const kind = inspector.getByRole("group", { name: "Field 2" });
  await kind.getByLabel("Short name").fill("kind");
  const named = inspector.getByRole("group", { name: "kind" });
  await named.getByRole("combobox", { name: "Kind" }).click();
  await page.getByRole("option", { name: "One of several choices" }).click();
  await named.getByLabel("Choices").fill("tents\nboots");
  await inspector.getByLabel("The question it makes").fill("What are the rules for {topic}?");
  await expectAccessible(page);
  await editor.select("files-1");
  const files = editor.inspector("files-1");
  await files.locator('input[type="file"]').first().setInputFiles(RETURNS);
  await expect(files.getByText("Ready", { exact: true })).toBeVisible({ timeout: 90_000 });
  await editor.expectSaved();

  await page.getByRole("button", { name: "Try it", exact: true }).click();
  const { tryIt } = editor;
  await tryIt.panel.getByRole("button", { name: "Ask" }).click();
  await expect(tryIt.panel.getByText("This has to be filled in.")).toBeVisible();
  await tryIt.panel.getByLabel("What is it about?").fill("returning unused tents after delivery");
  await tryIt.panel.getByRole("button", { name: "Ask" }).click();
  await tryIt.expectFinished();
  await expect(tryIt.lastTurn).toContainText("30 days");
  await expectAccessible(page);
  const published = await publishDraft(page.request, { workspace, workflowId });
  return { ids: { workspace, workflowId }, publication: published.publication };
}

async function visitForm(browser: Browser, address: string): Promise<void> {
  const outside = await browser.newContext();
  const page = await outside.newPage();
  await page.goto(address);
  const chat = new VisitorChat(page);
  await test.step("filled in, it answers with sources", async () => {
    await page.getByLabel("What is it about?").fill("returning unused tents after delivery");
    await page.getByLabel(/^kind/).selectOption("tents");
    await page.getByRole("button", { name: "Ask" }).click();
    await expect(chat.turns.first()).toHaveAttribute("data-turn", "answered", { timeout: 60_000 });
    await expect(chat.turns.first()).toContainText("30 days");
    await expectAccessible(page);
    await chat.citations.first().click();
    await expect(chat.source.locator("mark")).toContainText("30 days");
    await page.keyboard.press("Escape");
  });
  await test.step("a file fills it in, and the results can be downloaded", async () => {
    const buffer = Buffer.from(ROWS);
    const file = { name: "orders.csv", mimeType: "text/csv", buffer };
    await page.getByLabel("CSV file").setInputFiles(file);
    await expect(page.locator("[data-batch]")).toHaveAttribute("data-batch", "done", {
      timeout: 90_000,
    });
    await expect(page.getByText("5 of 5 rows")).toBeVisible();
    await expect(page.getByText(/^Row 2: .*has to be filled in/)).toBeVisible();
    await expect(page.getByText(/^Row 4: .*one of the choices/)).toBeVisible();
    await expectAccessible(page);
    await page.reload();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the results" }).click();
    const stream = await (await download).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    expect(text).toContain("within 30 days of delivery");
    expect(text).toMatch(/^21,.*refused/m);
  });
  await outside.close();
}
