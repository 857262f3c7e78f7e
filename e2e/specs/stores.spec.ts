import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { Editor } from "../pages/editor";
import { StoresPage } from "../pages/stores";

test.use({ storageState: OWNER_SESSION });

const ROOMS = Array.from(
  { length: 24 },
  (_, at) => `Room ${at + 1} seats ${at + 10} people and faces the yard.`,
).join(" ");
const LIFTS = `# Lifts\n\nThe lifts stop at midnight. They are serviced every second Tuesday. ${ROOMS}\n`;
const QUESTION = "When do the lifts stop?";

async function upload(page: Page, workspace: string, file: { name: string; text: string }) {
  await page.goto(`/${workspace}/knowledge`);
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({
      name: file.name,
      mimeType: "text/markdown",
      buffer: Buffer.from(file.text),
    });
  const row = page.getByRole("row").filter({ hasText: file.name });
  await expect(row).toContainText("Ready", { timeout: 60_000 });
}

async function onlyStore(page: Page, workspace: string): Promise<{ id: string }> {
  const input = encodeURIComponent(JSON.stringify({ json: { workspace } }));
  const response = await page.request.get(`/api/trpc/store.list?input=${input}`);
  const body = (await response.json()) as { result: { data: { json: [{ id: string }] } } };
  return body.result.data.json[0];
}

async function newAssistant(page: Page, name: string) {
  const workspace = await newWorkspace(page.request, name);
  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Building",
    template: "answer-from-documents",
  });
  await upload(page, workspace, { name: "lifts.md", text: LIFTS });
  return { workspace, workflowId: id };
}

test("another way to cut is seen before, the old index answers meanwhile, the new one after", async ({
  page,
  baseURL,
}) => {
  test.setTimeout(150_000);
  const { workspace } = await newAssistant(page, "Cutting");
  const stores = new StoresPage(page);
  const modelServer = `http://127.0.0.1:${Number(new URL(baseURL ?? "").port) + 1}`;
  const control = (data: object) => page.request.post(`${modelServer}/control`, { data });

  await test.step("a busy endpoint holds the next index up for as long as the test looks", async () => {
    const { id: connectionId } = await mutate<{ id: string }>(page.request, "connection.create", {
      workspace,
      provider: "openai-compatible",
      name: "Busy endpoint",
      baseUrl: `${modelServer}/v1`,
      apiKey: "sk-model-api-key",
    });
    const fail = { mode: "rate-limited", times: 1000, retryAfterSeconds: 600 };
    await control({ reset: true, fail });
    const { id } = await onlyStore(page, workspace);
    await mutate(page.request, "store.setEmbedding", {
      ...{ workspace, id, connectionId, model: "embed-1" },
    });
  });

  await test.step("the card says what is in the store and who uses it", async () => {
    await stores.open(workspace);
    await expect(page.getByRole("link", { name: "Building" })).toBeVisible();
    await expect(stores.fact(/Whole sentences, up to 256 tokens/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the passages are seen on the document before anything is changed", async () => {
    await stores.openChunking();
    await stores.chooseStrategy("Small passages within larger ones");
    await stores.dialog.getByLabel("Searched passage, at most").fill("16");
    const text = stores.dialog.getByRole("document");
    await expect(text.getByRole("button", { name: /1\.12/ })).toBeVisible();
    await text.getByText("The lifts stop at midnight.").click();
    await expect(stores.dialog.getByText(/Passage 1\.1: \d+ tokens/)).toBeVisible();
    await expectAccessible(page);
    await stores.dialog.getByRole("button", { name: "Build the new index" }).click();
  });

  await test.step("the old index answers while the new one is being built", async () => {
    await expect(stores.rebuild).toContainText("0 of 1 document");
    await stores.search(QUESTION);
    await expect(stores.found.first()).toContainText("stop at midnight");
    await expect(stores.found.first()).not.toContainText("This small passage was found");
    await expectAccessible(page);
  });

  await test.step("it can be given up", async () => {
    await stores.rebuild.getByRole("button", { name: "Give it up" }).click();
    await stores.dialog.getByRole("button", { name: "Give it up" }).click();
    await expect(stores.rebuild).toBeHidden();
    await expect(stores.fact(/Whole sentences, up to 256 tokens/)).toBeVisible();
  });

  await test.step("and built after all, after which it answers", async () => {
    await stores.openChunking();
    await stores.chooseStrategy("Small passages within larger ones");
    await stores.dialog.getByLabel("Searched passage, at most").fill("16");
    await stores.dialog.getByRole("button", { name: "Build the new index" }).click();
    await expect(stores.fact(/Searched in passages up to 16 tokens/)).toBeVisible({
      timeout: 60_000,
    });
    await expect(stores.rebuild).toBeHidden();
    await stores.search(`${QUESTION} Tell me.`);
    await expect(stores.found.first()).toContainText("stop at midnight");
    await expect(stores.found.first()).toContainText("This small passage was found");
    await expect(stores.verdict).toContainText("Building asks for");
  });
  await control({ reset: true });
});

test("a deletion leaves a receipt, and tells which questions are still answered", async ({
  page,
}) => {
  test.setTimeout(150_000);
  const { workspace, workflowId } = await newAssistant(page, "Receipts");
  const stores = new StoresPage(page);
  const editor = new Editor(page);

  await test.step("a question is answered from the document", async () => {
    await editor.open(workspace, workflowId);
    await editor.tryIt.open();
    await editor.tryIt.ask(QUESTION);
    await editor.tryIt.expectFinished();
    await expect(editor.tryIt.lastTurn).toContainText("midnight");
  });

  await test.step("deleting the document offers the check, and the question is refused", async () => {
    await page.goto(`/${workspace}/knowledge`);
    const row = page.getByRole("row").filter({ hasText: "lifts.md" });
    await row.getByRole("button", { name: /More/ }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete document" }).click();
    await page.getByRole("button", { name: "Still answerable?" }).click();
    await expect(stores.dialog).toContainText("Still answerable without lifts.md?");
    await expect(stores.dialog.getByRole("listitem")).toContainText("Refused now");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  });

  await test.step("the receipt stays", async () => {
    const receipt = stores.receipt("lifts.md");
    await expect(receipt).toContainText("Ada Owner");
    await expect(receipt).toContainText("Gone for good", { timeout: 30_000 });
    await expectAccessible(page);
  });

  await test.step("another document with the same fact is named", async () => {
    await upload(page, workspace, { name: "copy.md", text: LIFTS });
    await stores.openDeleted(workspace);
    await stores
      .receipt("lifts.md")
      .getByRole("button", { name: /Still answerable/ })
      .click();
    const question = stores.dialog.getByRole("listitem").filter({ hasText: QUESTION });
    await expect(question).toContainText("Still answered");
    await question.getByRole("link", { name: "copy.md" }).click();
    await expect(page.getByRole("heading", { name: "copy.md" })).toBeVisible();
  });
});
