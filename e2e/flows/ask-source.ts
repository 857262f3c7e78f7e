import { expect, type Page } from "@playwright/test";
import { mutate } from "./api";
import { Editor } from "../pages/editor";

/** A workflow that answers from a source that is kept in sync, as somebody builds it. Returns its id. */
export async function answerFromSource(
  page: Page,
  { workspace, source }: { workspace: string; source: string },
): Promise<string> {
  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Leave",
    template: "answer-from-documents",
  });
  const editor = new Editor(page);
  await editor.open(workspace, id);
  await editor.select("files-1");
  await editor.inspector("files-1").getByRole("combobox").first().click();
  await page.getByRole("option", { name: new RegExp(`^${source}`) }).click();
  await editor.expectSaved();
  await expect(editor.inspector("files-1").getByText(/Kept in sync with/)).toBeVisible();
  await editor.tryIt.open();
  await editor.tryIt.expectPrepared();
  return id;
}

/** Asks in the editor, and gives the panel with the whole answer or refusal. */
export async function askInEditor(
  page: Page,
  { workspace, workflowId, question }: { workspace: string; workflowId: string; question: string },
) {
  const editor = new Editor(page);
  await editor.open(workspace, workflowId);
  await editor.tryIt.open();
  await editor.tryIt.ask(question);
  await editor.tryIt.expectFinished();
  return editor.tryIt;
}
