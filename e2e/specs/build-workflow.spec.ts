import path from "node:path";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { Editor } from "../pages/editor";

const HANDBOOK = path.resolve("prisma/seed/sample/documents/employee-handbook.pdf");

// Without motion a port is where it will be as soon as it is seen.
test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

test("builds an assistant from an empty canvas by mouse, asks it, and finds it all again", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const workspace = await newWorkspace(page.request, "By hand");
  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Handbook by hand",
    template: "blank",
  });
  const editor = new Editor(page);
  await editor.open(workspace, id);
  await expect(page.getByText("An empty canvas")).toBeVisible();
  await expectAccessible(page);

  await test.step("drag all seven nodes", async () => {
    await page.getByRole("button", { name: "Zoom out" }).click();
    await page.getByRole("button", { name: "Zoom out" }).click();
    await page.getByRole("button", { name: "Zoom out" }).click();
    const places = [
      ["files", { x: 110, y: 100 }],
      ["chat-input", { x: 110, y: 330 }],
      ["vector-store", { x: 310, y: 190 }],
      ["router", { x: 510, y: 300 }],
      ["model", { x: 710, y: 110 }],
      ["refusal", { x: 710, y: 430 }],
      ["answer", { x: 910, y: 270 }],
    ] as const;
    for (const [index, [type, place]] of places.entries()) {
      await editor.drop(type, place);
      await expect(editor.nodes).toHaveCount(index + 1);
      await page.getByRole("button", { name: "Close settings" }).click();
    }
    await editor.button("Zoom to fit").click();
    await expect(editor.port("files-1", "documents")).toBeInViewport();
  });

  await test.step("connect all ports", async () => {
    const wires = [
      [
        ["files-1", "documents"],
        ["vector-store-1", "documents"],
      ],
      [
        ["chat-input-1", "question"],
        ["vector-store-1", "question"],
      ],
      [
        ["chat-input-1", "question"],
        ["router-1", "question"],
      ],
      [
        ["vector-store-1", "passages"],
        ["router-1", "passages"],
      ],
      [
        ["chat-input-1", "question"],
        ["model-1", "question"],
      ],
      [
        ["router-1", "sufficient"],
        ["model-1", "passages"],
      ],
      [
        ["router-1", "insufficient"],
        ["refusal-1", "passages"],
      ],
      [
        ["router-1", "verdict"],
        ["refusal-1", "verdict"],
      ],
      [
        ["model-1", "answer"],
        ["answer-1", "answer"],
      ],
      [
        ["refusal-1", "answer"],
        ["answer-1", "answer"],
      ],
    ] as const;
    for (const [index, [from, to]] of wires.entries()) {
      await editor.connect(from, to);
      await expect(editor.edges).toHaveCount(index + 1);
    }
  });

  await test.step("upload a document and make it searchable", async () => {
    await editor.select("vector-store-1");
    const store = editor.inspector("vector-store-1");
    await store.getByRole("button", { name: "New knowledge" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Handbook by hand");
    await page.getByRole("dialog").getByRole("button", { name: "New knowledge" }).click();
    await expect(store.getByText("Empty: connect a Files node")).toBeVisible();

    await editor.select("files-1");
    const files = editor.inspector("files-1");
    await files.locator('input[type="file"]').first().setInputFiles(HANDBOOK);
    await expect(files.getByRole("link", { name: "employee-handbook.pdf" })).toBeVisible();
    await editor.expectSaved();
    await expect(files.getByText("Ready", { exact: true })).toBeVisible({ timeout: 90_000 });
    await expect(page.getByRole("button", { name: "No problems" })).toBeVisible();
    await page.getByRole("button", { name: "Close settings" }).click();
  });

  const { tryIt } = editor;
  await test.step("ask what the document answers", async () => {
    await tryIt.open();
    await tryIt.ask("How many days of annual leave do full-time employees have?");
    await tryIt.expectFinished();
    await expect(tryIt.lastTurn).toContainText("26 days");
    await expect(tryIt.sources.first()).toContainText("employee-handbook.pdf");
    await tryIt.citations.first().click();
    await expect(page.getByRole("dialog").locator("mark").first()).toContainText("26 days");
    await page.keyboard.press("Escape");
  });

  await test.step("ask what it does not", async () => {
    await tryIt.ask("What is the boiling point of tungsten?");
    await tryIt.expectFinished();
    await expect(tryIt.refusal).toBeVisible();
    await expect(tryIt.citations).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step("reload and find everything there", async () => {
    await editor.expectSaved();
    await page.reload();
    await expect(editor.nodes).toHaveCount(7);
    await expect(editor.edges).toHaveCount(10);
    await tryIt.open();
    await expect(tryIt.turns).toHaveCount(2);
    await expect(tryIt.turns.first()).toContainText("26 days");
  });
});
