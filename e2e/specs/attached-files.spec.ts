import { expect, test, type APIRequestContext } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace, query } from "../flows/api";
import { goLive, openChannel, publishedOf } from "../flows/publish";
import { Editor } from "../pages/editor";
import { VisitorChat } from "../pages/visitor-chat";

test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

const PLAN = {
  name: "garage-plan.txt",
  mimeType: "text/plain",
  buffer: Buffer.from("Visitors park on level two. The garage closes at nine in the evening."),
};
const QUESTION = "When does the garage close?";

test("answers from a file that was attached, in its own conversation and no other", async ({
  page,
}) => {
  const workspace = await newWorkspace(page.request, "Attached files");
  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Ask your files",
    template: "answer-from-attached-files",
  });
  const editor = new Editor(page);
  await editor.open(workspace, id);
  const { tryIt } = editor;
  await tryIt.open();

  await test.step("attach a file and ask about it", async () => {
    await tryIt.attach(PLAN);
    await expect(tryIt.files).toHaveAttribute("data-file", "ready", { timeout: 60_000 });
    await tryIt.ask(QUESTION);
    await tryIt.expectFinished();
    await expect(tryIt.lastTurn).toContainText("nine in the evening");
    await expect(tryIt.lastTurn).toContainText("Read garage-plan.txt whole");
    await expectAccessible(page);
  });

  await test.step("open the file at the quote", async () => {
    await tryIt.citations.first().click();
    await expect(page.getByRole("dialog").locator("mark").first()).toContainText("nine");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  });

  await test.step("find all of it again after reloading", async () => {
    await page.reload();
    await tryIt.open();
    await expect(tryIt.files).toHaveCount(1);
    await expect(tryIt.lastTurn).toContainText("Read garage-plan.txt whole");
  });

  await test.step("a second conversation knows nothing of it", async () => {
    await tryIt.panel.getByRole("button", { name: "New conversation" }).click();
    await expect(tryIt.files).toHaveCount(0);
    await tryIt.ask(QUESTION);
    await tryIt.expectFinished();
    await expect(tryIt.refusal).toBeVisible();
  });

  await test.step("a file that was taken away is answered from no more", async () => {
    await tryIt.attach(PLAN);
    await expect(tryIt.files).toHaveAttribute("data-file", "ready", { timeout: 60_000 });
    await tryIt.panel.getByRole("button", { name: "Remove garage-plan.txt" }).click();
    await expect(tryIt.files).toHaveCount(0);
    await tryIt.ask("Until when is the garage open?");
    await tryIt.expectFinished();
    await expect(tryIt.refusal).toBeVisible();
  });
});

test("a form takes files as well, and answers from them", async ({ page, browser, baseURL }) => {
  const workspace = await newWorkspace(page.request, "Form with files");
  const { id: workflowId } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Ask about a file",
    template: "answer-from-attached-files",
  });
  await startWithForm(page.request, { workspace, id: workflowId });

  await test.step("in the editor", async () => {
    const editor = new Editor(page);
    await editor.open(workspace, workflowId);
    const { tryIt } = editor;
    // A form has no field for a question, by which the panel is known to be open otherwise.
    await page.getByRole("button", { name: "Try it", exact: true }).click();
    await tryIt.attach(PLAN);
    await expect(tryIt.files).toHaveAttribute("data-file", "ready", { timeout: 60_000 });
    await tryIt.panel.getByLabel("What is it about?").fill(QUESTION);
    await tryIt.panel.getByRole("button", { name: "Ask" }).click();
    await tryIt.expectFinished();
    await expect(tryIt.lastTurn).toContainText("nine in the evening");
    await expectAccessible(page);
  });

  const ids = { workspace, workflowId };
  await goLive(page.request, ids);
  await openChannel(page.request, ids, { access: { channel: "form", who: "link" } });
  const { publication } = await publishedOf(page.request, ids);

  await test.step("on its page", async () => {
    const outside = await browser.newContext({ baseURL: baseURL ?? "" });
    const visitor = await outside.newPage();
    await visitor.goto(`/form/${publication}`);
    const chat = new VisitorChat(visitor);
    await visitor.locator("input[data-attach]").setInputFiles(PLAN);
    await expect(visitor.locator("[data-file]")).toHaveAttribute("data-file", "ready", {
      timeout: 60_000,
    });
    await visitor.getByLabel("What is it about?").fill(QUESTION);
    await visitor.getByRole("button", { name: "Ask" }).click();
    await expect(chat.turns.first()).toHaveAttribute("data-turn", "answered", { timeout: 60_000 });
    await expect(chat.turns.first()).toContainText("nine in the evening");
    await expectAccessible(visitor);
    await visitor.getByRole("button", { name: "Remove garage-plan.txt" }).click();
    await expect(visitor.locator("[data-file]")).toHaveCount(0);
    await outside.close();
  });
});

/** Puts a form in the place of the chat that a workflow starts with. */
async function startWithForm(
  request: APIRequestContext,
  ids: { workspace: string; id: string },
): Promise<void> {
  interface Draft {
    readonly revision: number;
    readonly draft: { readonly nodes: readonly { readonly type: string; readonly id: string }[] };
  }
  const { revision, draft } = await query<Draft>(request, "workflow.get", ids);
  const field = { name: "topic", type: "text", label: "What is it about?", help: "" };
  const params = { fields: [{ ...field, required: true, choices: [] }], question: "{topic}" };
  const nodes = draft.nodes.map((node) =>
    node.type === "chat-input" ? { ...node, type: "form-input", params } : node,
  );
  await mutate(request, "workflow.save", {
    ...ids,
    baseRevision: revision,
    draft: { ...draft, nodes },
  });
}
