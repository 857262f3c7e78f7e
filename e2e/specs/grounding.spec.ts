import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { Editor } from "../pages/editor";

test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

const LEAVE = {
  name: "leave.txt",
  mimeType: "text/plain",
  buffer: Buffer.from("Full-time employees have 26 days of annual leave in every calendar year."),
};
const QUESTION = "How many days of annual leave do full-time employees have?";
const MADE_UP = "Zebras graze on the Serengeti plains at dawn.";

test("shows only what is proved, and answers though the reranking model fails", async ({
  page,
  baseURL,
}) => {
  test.setTimeout(180_000);
  // The test server of the model API stands one port above the app (playwright.config.ts).
  const modelServer = `http://127.0.0.1:${Number(new URL(baseURL ?? "").port) + 1}`;
  const control = (data: object) => page.request.post(`${modelServer}/control`, { data });
  const workspace = await newWorkspace(page.request, "Proof");
  await mutate(page.request, "connection.create", {
    workspace,
    provider: "openai-compatible",
    name: "Test endpoint",
    baseUrl: `${modelServer}/v1`,
    apiKey: "sk-model-api-key",
  });
  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Leave",
    template: "answer-from-documents",
  });
  const editor = new Editor(page);
  await editor.open(workspace, id);
  const { tryIt } = editor;

  await test.step("a model that writes, one that reranks, and something to read", async () => {
    await editor.select("model-1");
    const model = editor.inspector("model-1");
    await model.getByRole("combobox", { name: "Model" }).first().click();
    await page.getByRole("option", { name: "Test endpoint" }).click();
    await model.getByLabel("Model name").fill("quote-1");
    await editor.select("vector-store-1");
    const store = editor.inspector("vector-store-1");
    await store.getByText("Advanced").click();
    await store.getByRole("combobox", { name: "Put in order by a model" }).click();
    await page.getByRole("option", { name: "Test endpoint" }).click();
    await store.getByLabel("Model name").fill("no-such-model");
    await expectAccessible(page);
    await editor.select("files-1");
    const files = editor.inspector("files-1");
    await files.locator('input[type="file"]').first().setInputFiles(LEAVE);
    await expect(files.getByText("Ready", { exact: true })).toBeVisible({ timeout: 90_000 });
    await editor.expectSaved();
  });

  await test.step("marks by default what no passage backs; the steps say what was done", async () => {
    // So slow that what is proved shows long before the end.
    await control({ reset: true, alsoSay: MADE_UP, pieceDelayMs: 400 });
    await tryIt.open();
    await tryIt.expectPrepared();
    await tryIt.ask(QUESTION);
    const underWay = tryIt.panel.locator('[data-turn="running"]');
    await expect(underWay.locator("[data-citation]")).toBeVisible({ timeout: 30_000 });
    await tryIt.expectFinished();
    await control({ pieceDelayMs: 0 });
    await expect(tryIt.lastTurn.locator("mark")).toContainText("Zebras");
    await tryIt.showSteps();
    await expect(tryIt.step("vector-store-1").locator("[data-note]")).toContainText(
      "The order of the search was kept",
    );
    await expect(tryIt.step("answer-1").locator("[data-note]")).toContainText("1 of 2 statements");
    await expectAccessible(page);
  });

  await test.step("each passage tells how it was found, and what the decision owes to it", async () => {
    const search = tryIt.step("vector-store-1");
    await search.locator("summary").first().click();
    const found = search.locator("[data-passage]").first();
    await found.getByText("Why this passage").click();
    await expect(found.getByText(/^1st of the passages with words of the question/)).toBeVisible();
    await expect(found.getByText(/The decision turns on this passage/)).toBeVisible();
    await expect(found.getByText("Words (BM25)")).toBeHidden();
    await found.getByText("Technical detail").click();
    await expect(found.getByText("Words (BM25)")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("leaves it out when the Answer node says so", async () => {
    await tryIt.close();
    await editor.select("answer-1");
    const answer = editor.inspector("answer-1");
    await answer.getByRole("combobox", { name: "Statements without a source" }).click();
    await page.getByRole("option", { name: "Leave them out", exact: true }).click();
    await editor.expectSaved();
    await tryIt.open();
    await tryIt.ask(QUESTION);
    await tryIt.expectFinished();
    await expect(tryIt.lastTurn).toContainText("26 days of annual leave");
    await expect(tryIt.lastTurn).not.toContainText("Zebras");
    await expect(tryIt.sources).toHaveCount(1);
  });

  await test.step("refuses when too little is proved", async () => {
    await tryIt.close();
    await editor.select("answer-1");
    const answer = editor.inspector("answer-1");
    await answer.getByRole("combobox", { name: "Statements without a source" }).click();
    await page.getByRole("option", { name: "Leave them out or refuse" }).click();
    await expect(answer.getByText("Proved at least")).toBeVisible();
    await expectAccessible(page);
    await editor.expectSaved();
    await tryIt.open();
    await tryIt.ask(QUESTION);
    await tryIt.expectFinished();
    await expect(tryIt.refusal).toContainText("can't prove enough");
  });
  await control({ reset: true });
});
