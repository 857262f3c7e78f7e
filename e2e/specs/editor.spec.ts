import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { Editor } from "../pages/editor";

/** The test server of the model API stands one port above the app (playwright.config.ts). */
function modelServerOf(baseURL: string | undefined): string {
  const app = new URL(baseURL ?? "");
  return `http://127.0.0.1:${Number(app.port) + 1}`;
}

/** Long enough, word by word, to reload the page in the middle of it. */
const LEAVE = {
  name: "leave.txt",
  mimeType: "text/plain",
  buffer: Buffer.from(
    "Full-time employees have 26 days of annual leave in every calendar year, which they agree with their manager at least four weeks before the first day that they would like to be away from work.",
  ),
};

// Without motion a port is where it will be as soon as it is seen.
test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

async function openWorkflow(page: Page, template: "blank" | "answer-from-documents") {
  const workspace = await newWorkspace(page.request, "Editor test");
  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Editor test",
    template,
  });
  const editor = new Editor(page);
  await editor.open(workspace, id);
  return { editor, workspace, id };
}

test("undoes and redoes, a drag as one step", async ({ page }) => {
  const { editor } = await openWorkflow(page, "answer-from-documents");
  const transform = () => editor.node("answer-1").evaluate((node) => node.style.transform);
  const before = await transform();
  await editor.move("answer-1", { x: -60, y: 120 });
  await expect.poll(transform).not.toBe(before);
  await editor.expectSaved();
  await editor.button("Undo").click();
  await expect.poll(transform).toBe(before);
  await editor.button("Redo").click();
  await expect.poll(transform).not.toBe(before);

  await editor.select("refusal-1");
  await page.keyboard.press("Delete");
  await expect(editor.nodes).toHaveCount(6);
  await page.keyboard.press("Control+z");
  await expect(editor.nodes).toHaveCount(7);
  await expect(editor.edges).toHaveCount(10);
});

test("copies and pastes with the keyboard", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { editor } = await openWorkflow(page, "answer-from-documents");
  await editor.select("model-1");
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Control+v");
  await expect(editor.node("model-2")).toBeVisible();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+d");
  await expect(editor.nodes).toHaveCount(16);
});

test("refuses a connection that makes no sense, and says why", async ({ page }) => {
  const { editor } = await openWorkflow(page, "answer-from-documents");
  await editor.holdConnection(["chat-input-1", "question"], ["refusal-1", "passages"]);
  await expect(page.getByText("Text can't be used where passages are expected.")).toBeVisible();
  await page.mouse.up();
  await expect(editor.edges).toHaveCount(10);
});

test("merges what another tab saved, and asks where both changed the same", async ({
  page,
  context,
}) => {
  const { editor, workspace, id } = await openWorkflow(page, "answer-from-documents");
  const other = new Editor(await context.newPage());
  await other.open(workspace, id);

  await test.step("different places are merged by themselves", async () => {
    await other.select("refusal-1");
    await other.inspector("refusal-1").getByLabel("Name").fill("Polite refusal");
    await other.expectSaved();
    await editor.select("model-1");
    await editor.inspector("model-1").getByLabel("Instructions").fill("Be brief.");
    await expect(page.getByText("The changes were merged with yours")).toBeVisible();
    await expect(editor.node("refusal-1")).toContainText("Polite refusal");
    await editor.expectSaved();
  });

  await test.step("the same place waits for a choice", async () => {
    await page.getByRole("button", { name: "Dismiss" }).click();
    await editor.select("refusal-1");
    await editor.inspector("refusal-1").getByLabel("What to say").fill("Mine");
    await editor.expectSaved();
    await other.inspector("refusal-1").getByLabel("What to say").fill("Theirs");
    const dialog = other.page.getByRole("dialog", { name: "Both of you changed this" });
    await expect(dialog).toBeVisible();
    await expectAccessible(other.page);
    await dialog.getByLabel("Take theirs").check();
    await dialog.getByRole("button", { name: "Merge" }).click();
    await other.expectSaved();
    await expect(other.inspector("refusal-1").getByLabel("What to say")).toHaveValue("Mine");
  });
});

test("keeps edits that did not reach the server when the tab was closed", async ({
  page,
  context,
}) => {
  const { editor, workspace, id } = await openWorkflow(page, "answer-from-documents");
  await editor.select("model-1");
  await context.setOffline(true);
  await editor.inspector("model-1").getByLabel("Instructions").fill("Not sent yet.");
  await expect(editor.saveState).toHaveAttribute("data-save-state", "retrying");
  await page.close();
  await context.setOffline(false);

  const again = new Editor(await context.newPage());
  await again.open(workspace, id);
  await expect(again.page.getByText("had not reached the server were restored")).toBeVisible();
  await again.expectSaved();
  await again.select("model-1");
  await expect(again.inspector("model-1").getByLabel("Instructions")).toHaveValue("Not sent yet.");
});

test("builds and connects by keyboard alone in the outline", async ({ page }) => {
  const { editor } = await openWorkflow(page, "blank");
  await editor.button("Outline").press("Enter");
  for (const [name, id] of [
    ["Chat input", "chat-input-1"],
    ["Model", "model-1"],
  ] as const) {
    await editor.outline.getByRole("button", { name: "Add a node" }).press("Enter");
    await page.getByRole("menuitem", { name, exact: true }).press("Enter");
    await expect(editor.outlineNode(id)).toBeVisible();
  }
  await editor
    .outlineNode("chat-input-1")
    .getByRole("button", { name: /^Connect “Question”/ })
    .press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Model: Question" }).press("Enter");
  await expect(editor.edges).toHaveCount(1);
  await expect(editor.outlineNode("model-1")).toContainText("Chat input");
  await expectAccessible(page);
  await editor.outlineNode("model-1").getByRole("button", { name: "Settings" }).press("Enter");
  await expect(editor.inspector("model-1")).toBeFocused();
  await editor.outlineNode("model-1").getByRole("button", { name: "Delete" }).press("Enter");
  await expect(editor.nodes).toHaveCount(1);
});

test("moves and deletes nodes on the canvas by keyboard", async ({ page }) => {
  const { editor } = await openWorkflow(page, "answer-from-documents");
  const transform = () => editor.node("answer-1").evaluate((node) => node.style.transform);
  const before = await transform();
  await editor.node("answer-1").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect.poll(transform).not.toBe(before);
  await page.keyboard.press("Enter");
  await expect(editor.inspector("answer-1")).toBeFocused();
  await editor.node("answer-1").focus();
  await page.keyboard.press("Delete");
  await expect(editor.nodes).toHaveCount(6);
});

test("goes on with an answer after a reload in its middle", async ({ page, baseURL }) => {
  test.setTimeout(180_000);
  const modelServer = modelServerOf(baseURL);
  const { editor, workspace } = await openWorkflow(page, "answer-from-documents");
  await mutate(page.request, "connection.create", {
    workspace,
    provider: "openai-compatible",
    name: "Test endpoint",
    baseUrl: `${modelServer}/v1`,
    apiKey: "sk-model-api-key",
  });
  await test.step("give it something to read and somebody to write", async () => {
    await page.reload();
    await editor.select("model-1");
    const model = editor.inspector("model-1");
    await model.getByRole("combobox", { name: "Model" }).first().click();
    await page.getByRole("option", { name: "Test endpoint" }).click();
    await model.getByLabel("Model name").fill("quote-1");
    await editor.select("files-1");
    const files = editor.inspector("files-1");
    await files.locator('input[type="file"]').first().setInputFiles(LEAVE);
    await expect(files.getByText("Ready", { exact: true })).toBeVisible({ timeout: 90_000 });
    await editor.expectSaved();
  });

  await page.request.post(`${modelServer}/control`, { data: { reset: true, pieceDelayMs: 400 } });
  const { tryIt } = editor;
  await tryIt.open();
  await tryIt.ask("How many days of annual leave do full-time employees have?");
  await expect(tryIt.lastTurn.getByText("Writing…")).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await tryIt.open();
  await expect(tryIt.lastTurn).toHaveAttribute("data-turn", "running");
  await tryIt.expectFinished();
  await expect(tryIt.turns).toHaveCount(1);
  await expect(tryIt.lastTurn).toContainText("26 days of annual leave");
  await expect(tryIt.sources).toHaveCount(1);
  await page.request.post(`${modelServer}/control`, { data: { reset: true } });
});

test("works on a phone: outline and chat", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const workspace = await newWorkspace(page.request, "Phone");
  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "On a phone",
    template: "answer-from-documents",
  });
  const editor = new Editor(page);
  await page.goto(`/${workspace}/workflows/${id}`);
  await expect(editor.outlineNode("router-1")).toBeVisible();
  await expectAccessible(page);
  await editor.tryIt.open();
  await expectAccessible(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});
