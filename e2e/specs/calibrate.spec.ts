import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION, OWNER_WORKSPACE } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { Editor } from "../pages/editor";
import { WorkflowsPage } from "../pages/workflows";

test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

test("sets the router on the sample's questions, and notices that its documents changed", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const workflows = new WorkflowsPage(page);
  await workflows.open(OWNER_WORKSPACE);
  const sample = workflows.workflow(/Ask Tamberlin/);
  const [, workspace = "", , sampleId] = (await sample.getAttribute("href"))?.split("/") ?? [];
  const { id } = await mutate<{ id: string }>(page.request, "workflow.duplicate", {
    workspace,
    id: sampleId,
  });
  const editor = new Editor(page);
  await editor.open(workspace, id);
  await editor.select("router-1");
  const router = editor.inspector("router-1");
  const threshold = router.getByRole("slider");

  await test.step("see what the present setting does", async () => {
    await router.getByRole("button", { name: "Try it on the sample questions" }).click();
    await expect(router.getByText(/^Answers \d+ of 20 answerable/)).toBeVisible({
      timeout: 30_000,
    });
    await expect(router.getByRole("figure", { name: /What each setting would do/ })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("move the threshold and watch", async () => {
    await threshold.press("Home");
    await expect(router.getByText("Answers 20 of 20 answerable")).toBeVisible();
    await expect(router.getByText("Refuses 0 of 10 unanswerable")).toBeVisible();
    await threshold.press("End");
    await expect(router.getByText("Refuses 10 of 10 unanswerable")).toBeVisible();
  });

  await test.step("choose by what it should achieve", async () => {
    await router.getByRole("combobox", { name: "Set it by what it should achieve" }).click();
    await page.getByRole("option", { name: "At most 0 % of unanswerable" }).click();
    await router.getByRole("button", { name: /^Use / }).click();
    await expect(router.getByText(/Set on 30 questions/)).toBeVisible();
    await expect(router.getByText("Refuses 10 of 10 unanswerable")).toBeVisible();
    await editor.expectSaved();
  });

  await test.step("it is there after reloading, and says when it no longer holds", async () => {
    await page.reload();
    await editor.select("router-1");
    await expect(router.getByText(/Set on 30 questions/)).toBeVisible();
    await expect(router.getByText(/may no longer hold/)).toBeHidden();
    await editor.select("vector-store-1");
    await editor.inspector("vector-store-1").getByLabel("Passages").fill("3");
    await editor.expectSaved();
    await editor.select("router-1");
    await expect(router.getByText(/may no longer hold/)).toBeVisible();
    await router.getByRole("button", { name: "Check and set again" }).click();
    await expect(router.getByText(/may no longer hold/)).toBeHidden({ timeout: 30_000 });
  });

  await test.step("ask what is refused now", async () => {
    await editor.tryIt.open();
    await editor.tryIt.ask("Who won the football world cup in 1998?");
    await editor.tryIt.expectFinished();
    await expect(editor.tryIt.refusal).toBeVisible();
  });
});

test("sorts questions by topic, with a branch under its own name for each", async ({ page }) => {
  const workspace = await newWorkspace(page.request, "Topics");
  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Topics",
    template: "answer-from-documents",
  });
  const editor = new Editor(page);
  await editor.open(workspace, id);
  await editor.select("router-1");
  const router = editor.inspector("router-1");
  await router.getByRole("combobox", { name: "Decides by" }).click();
  await page.getByRole("option", { name: "What the question is about" }).click();
  await expect(editor.node("router-1")).toContainText("has no topic to sort by");

  await router.getByRole("button", { name: "Add a topic" }).click();
  await router.getByPlaceholder("Leave and absence").fill("Leave");
  await router.getByLabel("What it is about").fill("Annual leave and sick leave");
  await expect(editor.port("router-1", "topic_1")).toBeVisible();
  await expect(editor.node("router-1")).toContainText("Leave");
  await expectAccessible(page);
  await editor.button("Undo").click();
  await editor.expectSaved();
});
