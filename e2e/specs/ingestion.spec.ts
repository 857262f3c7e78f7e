import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test, type APIRequestContext } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { writeMixedFiles } from "../fixtures/mixed-files";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace, query } from "../flows/api";
import { dropPaths } from "../flows/drop";
import { workerPid } from "../flows/processes";
import { Editor } from "../pages/editor";

test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

interface Listed {
  name: string;
  folder: string;
  state: string;
  error: { code: string } | null;
}

async function listDocuments(request: APIRequestContext, workspace: string): Promise<Listed[]> {
  const input = { workspace, limit: 1000 };
  return (await query<{ items: Listed[] }>(request, "document.list", input)).items;
}

/** "HR/leave.pdf" -> "ready", "Wrong/broken.pdf" -> "failed ingestion.damaged" */
function statesOf(documents: readonly Listed[]): Record<string, string> {
  return Object.fromEntries(
    documents.map(({ name, folder, state, error }) => [
      path.posix.join(folder, name),
      error ? `${state} ${error.code}` : state,
    ]),
  );
}

test("thirty files of all kinds end right though the worker is killed in the middle", async ({
  page,
}, testInfo) => {
  test.setTimeout(300_000);
  const folder = testInfo.outputPath("files");
  const fates = await writeMixedFiles(folder);
  expect(fates.size).toBe(30);
  const workspace = await newWorkspace(page.request, "Ingestion");
  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Warranty",
    template: "answer-from-documents",
  });
  const uploads = page.getByRole("region", { name: "Uploads" });

  await test.step("drop files and folders", async () => {
    await page.goto(`/${workspace}/knowledge`);
    // By then the page takes drops.
    await expect(page.getByRole("button", { name: "a folder" })).toBeVisible();
    const entries = (await readdir(folder)).map((name) => path.join(folder, name));
    await dropPaths(page.getByText("Drop files or folders here"), entries);
    await expect(uploads.getByText("28 files sent, 2 left out")).toBeVisible({ timeout: 60_000 });
    const leftOut = uploads.getByRole("listitem").filter({ hasText: "Left out" });
    await expect(leftOut).toHaveCount(2);
    await expect(leftOut.filter({ hasText: "empty.txt" })).toContainText("This file is empty");
    await expect(leftOut.filter({ hasText: "setup.exe" })).toContainText("can’t be read");
    await expectAccessible(page);
  });

  await test.step("the worker dies in the middle and is started again", async () => {
    const someReady = async () =>
      Object.values(statesOf(await listDocuments(page.request, workspace))).includes("ready");
    await expect.poll(someReady, { timeout: 60_000, intervals: [50] }).toBe(true);
    const pid = await workerPid();
    if (pid === null) throw new Error("no worker");
    process.kill(pid, "SIGKILL");
    const states = Object.values(statesOf(await listDocuments(page.request, workspace)));
    expect(states.some((state) => /queued|reading|indexing/.test(state))).toBe(true);
    const another = async () => {
      const now = await workerPid();
      return now !== null && now !== pid;
    };
    await expect.poll(another, { timeout: 30_000 }).toBe(true);
  });

  await test.step("every file ends as it should, with its folder and its reason", async () => {
    const expected = Object.fromEntries([...fates].filter(([, fate]) => fate !== "left out"));
    await expect
      .poll(async () => statesOf(await listDocuments(page.request, workspace)), {
        timeout: 180_000,
      })
      .toEqual(expected);
  });

  await test.step("the text of a picture is recognised when asked for", async () => {
    await page.goto(`/${workspace}/knowledge`);
    await page.getByText(/documents need a look/).click();
    await page.getByRole("button", { name: /^Recognise text: 1 file is a picture/ }).click();
    const scan = async () =>
      statesOf(await listDocuments(page.request, workspace))["Web/scan.png"] ?? "";
    await expect.poll(scan, { timeout: 120_000 }).toBe("ready");
    const source = page.getByRole("list", { name: "Source" });
    await source.getByRole("button", { name: /^Warranty/ }).click();
    await source.getByRole("button", { name: "More actions for Warranty" }).click();
    await page.getByRole("menuitem", { name: "How files are read" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByLabel(/Recognise text in pictures/)).toBeChecked();
    await expect(dialog).toContainText("Only English can be recognised here.");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  });

  const editor = new Editor(page);
  const ask = async () => {
    await editor.open(workspace, id);
    await editor.tryIt.open();
    await editor.tryIt.ask("How long does the warranty on grinders last?");
    await editor.tryIt.expectFinished();
  };

  await test.step("what is deleted is not answered from", async () => {
    await ask();
    await expect(editor.tryIt.lastTurn).toContainText("30 months");
    await page.goto(`/${workspace}/knowledge`);
    const row = page.getByRole("row").filter({ hasText: "warranty.md" });
    await row.getByRole("button", { name: /More/ }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete document" }).click();
    await expect(page.getByText(/warranty\.md was deleted/)).toBeVisible();
    await ask();
    await expect(editor.tryIt.refusal).toBeVisible();
    await expect(editor.tryIt.refusal).not.toContainText("30 months");
  });
});

test("a large file goes on where it stopped when the page was closed", async ({
  page,
}, testInfo) => {
  const workspace = await newWorkspace(page.request, "Large file");
  const file = testInfo.outputPath("measurements.csv");
  await writeFile(file, "place;value\n".repeat(2_000_000));
  const uploads = page.getByRole("region", { name: "Uploads" });
  const choose = async () => {
    await page.locator('input[type="file"]').first().setInputFiles(file);
    await expect(uploads).toBeVisible();
  };

  await test.step("the page is closed while the second of three parts is sent", async () => {
    await page.goto(`/${workspace}/knowledge`);
    await page.route("**/parts/1", () => undefined);
    const stuck = page.waitForRequest("**/parts/1");
    await choose();
    await stuck;
    await uploads.getByRole("button", { name: "Pause measurements.csv" }).click();
    await expect(uploads.getByText("Paused", { exact: true })).toBeVisible();
    page.once("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await page.unroute("**/parts/1");
    await expect(page.getByText("This file was not sent completely")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the same file is chosen again", async () => {
    const sent: string[] = [];
    page.on("request", (request) => {
      const part = /\/parts\/(\d+)$/.exec(request.url())?.[1];
      if (part !== undefined) sent.push(part);
    });
    await choose();
    await expect(uploads.getByText("1 file sent", { exact: true })).toBeVisible({
      timeout: 60_000,
    });
    expect(sent).toEqual(["1", "2"]);
    const [stored] = await listDocuments(page.request, workspace);
    expect(stored?.name).toBe("measurements.csv");
  });
});
