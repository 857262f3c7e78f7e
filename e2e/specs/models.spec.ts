import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { Editor } from "../pages/editor";

test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

const KEY = "sk-model-api-key";
const LEAVE = {
  name: "leave.txt",
  mimeType: "text/plain",
  buffer: Buffer.from("Full-time employees have 26 days of annual leave in every calendar year."),
};
const QUESTION = "How many days of annual leave do full-time employees have?";

test("connects a service with a wrong key, then the right one, and compares a model of one's own with its base", async ({
  page,
  baseURL,
}) => {
  test.setTimeout(240_000);
  // The test server of the model API stands one port above the app (playwright.config.ts).
  const modelServer = `http://127.0.0.1:${Number(new URL(baseURL ?? "").port) + 1}`;
  const workspace = await newWorkspace(page.request, "Models");

  await test.step("the service is found by searching", async () => {
    await page.goto(`/${workspace}/models`);
    await page.getByRole("button", { name: "Connect a service" }).click();
    const dialog = page.getByRole("dialog", { name: "Connect a service" });
    await expect(dialog.getByRole("button", { name: "Anthropic" })).toBeVisible();
    await expectAccessible(page);
    await dialog.getByLabel("Search services").fill("gateway of your company");
    await expect(dialog.getByRole("button", { name: "Anthropic" })).toBeHidden();
    await dialog.getByRole("button", { name: "OpenAI-compatible" }).click();
  });

  const dialog = page.getByRole("dialog");
  await test.step("a wrong key is refused in plain words, and can be corrected", async () => {
    await dialog.getByLabel("Base URL").fill(`${modelServer}/v1`);
    await dialog.getByLabel("API key").fill("sk-this-key-is-not-the-right-one");
    await dialog.getByLabel("Name").fill("Our gateway");
    await dialog.getByRole("button", { name: "Connect and test" }).click();
    await expect(dialog.getByText("It was stored, but does not work yet.")).toBeVisible();
    await expect(dialog.getByRole("alert")).toContainText(/key/i);
    await dialog.getByRole("button", { name: "Edit" }).click();
    await dialog.getByLabel("API key").fill(KEY);
    await dialog.getByRole("button", { name: "Connect and test" }).click();
    await expect(dialog.getByRole("status")).toContainText("It works");
    const models = dialog.getByRole("table", { name: "Models" });
    await expect(models.getByRole("row", { name: /quote-1/ })).toContainText("unknown");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Done" }).click();
  });

  await test.step("only the end of the key is shown", async () => {
    const row = page.getByRole("row", { name: /Our gateway/ });
    await expect(row).toContainText(`ends in ${KEY.slice(-4)}`);
    expect(await page.content()).not.toContain(KEY);
    await expectAccessible(page);
  });

  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Leave",
    template: "answer-from-documents",
  });
  const editor = new Editor(page);
  await editor.open(workspace, id);

  await test.step("a node answers with one of its models", async () => {
    await editor.select("model-1");
    const model = editor.inspector("model-1");
    await model.getByRole("combobox", { name: "Model" }).first().click();
    await page.getByRole("option", { name: "Our gateway" }).click();
    await model.getByLabel("Model name").fill("quote-1");
    await editor.expectSaved();
    await page.goto(`/${workspace}/models`);
    await expect(page.getByRole("row", { name: /Our gateway/ })).toContainText("1 place");
  });

  await test.step("a fine-tuned model gets a name", async () => {
    await page.getByRole("button", { name: "Add a model" }).click();
    await dialog.getByLabel("Its id or address there").fill("ft:quote-1:ours");
    await dialog.getByLabel("Name", { exact: true }).fill("Our tone");
    await dialog.getByLabel("Made from").fill("quote-1");
    await dialog.getByRole("checkbox", { name: "Tone" }).check();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    const own = page.getByRole("list", { name: "Fine-tuned and own models" });
    await expect(own.getByRole("listitem").filter({ hasText: "Our tone" })).toContainText(
      "made from quote-1",
    );
  });

  await test.step("the workflow is switched to it, by its name", async () => {
    await editor.open(workspace, id);
    await editor.select("model-1");
    const model = editor.inspector("model-1");
    await model.getByRole("combobox", { name: "Model" }).first().click();
    await page.getByRole("option", { name: "Our tone" }).click();
    await expect(model.getByLabel("Model name")).toBeHidden();
    await editor.select("files-1");
    const files = editor.inspector("files-1");
    await files.locator('input[type="file"]').first().setInputFiles(LEAVE);
    await expect(files.getByText("Ready", { exact: true })).toBeVisible({ timeout: 90_000 });
    await editor.expectSaved();
  });

  await test.step("and compared with its base on the same questions", async () => {
    await page.goto(`/${workspace}/models`);
    await page.getByRole("link", { name: "Compare" }).click();
    await page.getByLabel("Questions").fill(`${QUESTION}\nWho won the regatta of 1904?`);
    await page.getByRole("button", { name: "Ask 4 times" }).click();
    await expect(page.getByRole("status").filter({ hasText: "4 of 4 answers" })).toBeVisible({
      timeout: 60_000,
    });
    const results = page.getByRole("table", { name: "Answers side by side" });
    await expect(results.getByRole("columnheader", { name: "Our tone" })).toBeVisible();
    await expect(
      results.getByRole("columnheader", { name: "quote-1 (Our gateway)" }),
    ).toBeVisible();
    const asked = results.getByRole("row", { name: new RegExp(QUESTION.slice(0, 20)) });
    await expect(asked.getByText("26 days")).toHaveCount(2);
    await expect(asked.getByText("1 quote", { exact: true })).toHaveCount(2);
    await expect(results.getByRole("row", { name: /regatta/ }).getByText("Refused")).toHaveCount(2);
    await expectAccessible(page);
  });

  await test.step("a key gets a limit, and what was used shows with its price", async () => {
    await page.goto(`/${workspace}/models`);
    await page.getByRole("button", { name: "More actions for Our gateway" }).click();
    await page.getByRole("menuitem", { name: "Limits" }).click();
    await dialog.getByLabel("Answers at once").fill("none");
    await expect(dialog.getByText("Enter a whole number above 0")).toBeVisible();
    await dialog.getByLabel("Answers at once").fill("4");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("The limits of Our gateway were changed.")).toBeVisible();
    await page.goto(`/${workspace}/insights`);
    const row = page
      .getByRole("table", { name: "By model" })
      .getByRole("row", { name: /^quote-1/ });
    await expect(row).toContainText("unknown");
    await row.getByRole("button", { name: "Set price" }).click();
    await dialog.getByLabel("Tokens read").fill("100");
    await dialog.getByLabel("Tokens written").fill("200");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Save price" }).click();
    await expect(row).not.toContainText("unknown");
    await expect(row).toContainText("$0.0");
    await expectAccessible(page);
  });

  await test.step("fields named in a form are filled in, and the prompt says so", async () => {
    await page.request.post(`${modelServer}/control`, { data: { keepsToWords: true } });
    await editor.open(workspace, id);
    await editor.select("model-1");
    const model = editor.inspector("model-1");
    await model.getByRole("combobox", { name: "Answers with" }).click();
    await page.getByRole("option", { name: "Fields you name" }).click();
    for (const [at, [name, type]] of [
      ["rule", "Text"],
      ["days of leave", "Number"],
    ].entries()) {
      await model.getByRole("button", { name: "Add a field" }).click();
      const field = model.getByRole("region", { name: "Fields" }).getByRole("group").nth(at);
      await field.getByLabel("Name").fill(name ?? "");
      await field.getByRole("combobox", { name: "Kind" }).click();
      await page.getByRole("option", { name: type, exact: true }).click();
      await field.getByRole("switch", { name: "Has to be filled in" }).click();
    }
    await editor.expectSaved();
    await expectAccessible(page);
    await editor.tryIt.open();
    await editor.tryIt.ask(QUESTION);
    await editor.tryIt.expectFinished();
    await expect(editor.tryIt.lastTurn).toContainText("26 days of annual leave");
    await expect(editor.tryIt.lastTurn).toContainText(/days of leave: 26/);
    await expect(editor.tryIt.citations.first()).toBeVisible();
    await model.getByRole("button", { name: "See the whole prompt" }).click();
    await expect(dialog).toContainText(QUESTION);
    await expect(dialog).toContainText("days_of_leave");
    await expectAccessible(page);
  });
});
