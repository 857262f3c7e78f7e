import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { Editor } from "../pages/editor";

test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

const KEY = "sk-model-api-key";

test("connects a service with a wrong key, then the right one, and uses its model", async ({
  page,
  baseURL,
}) => {
  test.setTimeout(180_000);
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
});
