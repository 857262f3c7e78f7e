import { expect, test } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { Editor } from "../pages/editor";
import { S3_KEYS, startS3, type S3Server } from "../servers/s3/server";

test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

const BUCKET = "company-documents";
const QUESTION = "How many days of annual leave do full-time employees have?";
let s3: S3Server;

test.beforeAll(async () => {
  s3 = await startS3();
  s3.put(BUCKET, "hr/leave.txt", "Full-time employees have 26 days of annual leave in a year.");
  s3.put(BUCKET, "hr/hours.txt", "The office is open from eight in the morning until six.");
  s3.put(BUCKET, "private/salaries.txt", "Salaries are reviewed every spring.");
});
test.afterAll(() => s3.close());

test("connects a bucket by keys, syncs a folder, answers from it, and refuses once the file is gone there", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const workspace = await newWorkspace(page.request, "Connected");
  await mutate(page.request, "network.allow", { workspace, host: "127.0.0.1", port: s3.port });
  const dialog = page.getByRole("dialog");

  await test.step("a wrong secret is told, and corrected", async () => {
    await page.goto(`/${workspace}/connections`);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Connect a source" }).click();
    await dialog.getByRole("button", { name: "Amazon S3" }).click();
    await dialog.getByLabel("Access key ID").fill(S3_KEYS.accessKeyId);
    await dialog.getByLabel("Secret access key").fill("not the right one");
    await dialog.getByLabel("Region").fill(S3_KEYS.region);
    await dialog.getByLabel("Address").fill(s3.endpoint);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Connect and test" }).click();
    await expect(dialog.getByText(/the secret doesn’t belong to this access key/)).toBeVisible();
    await dialog.getByRole("button", { name: "Edit" }).click();
    await dialog.getByLabel("Secret access key").fill(S3_KEYS.secretAccessKey);
    await dialog.getByRole("button", { name: "Connect and test" }).click();
    await expect(dialog.getByText("1 bucket can be seen.")).toBeVisible();
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(page.getByRole("row", { name: /Amazon S3/ })).toContainText("Works");
    expect(await page.content()).not.toContain(S3_KEYS.secretAccessKey);
  });

  await test.step("a folder is picked and synced", async () => {
    await page.getByRole("button", { name: "Add a source" }).click();
    await dialog.getByRole("button", { name: `Open ${BUCKET}` }).click();
    await dialog.getByRole("button", { name: "hr", exact: true }).click();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Add and sync" }).click();
    await page.waitForURL(/knowledge\/sources\//);
    await expect(page.getByText("In sync")).toBeVisible();
    const files = page.getByRole("table", { name: "What this run did" });
    await expect(files.getByRole("row", { name: /leave\.txt/ })).toContainText("Added");
    await expect(files.getByRole("row", { name: /salaries/ })).toHaveCount(0);
    await expectAccessible(page);
  });
  const sourceId = page.url().split("/").at(-1) ?? "";

  const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
    workspace,
    name: "Leave",
    template: "answer-from-documents",
  });
  const editor = new Editor(page);
  await test.step("its documents answer", async () => {
    await editor.open(workspace, id);
    await editor.select("files-1");
    await editor.inspector("files-1").getByRole("combobox").first().click();
    await page.getByRole("option", { name: /^hr/ }).click();
    await editor.expectSaved();
    await expect(editor.inspector("files-1").getByText(/Kept in sync with/)).toBeVisible();
    await editor.tryIt.open();
    await editor.tryIt.expectPrepared();
    await editor.tryIt.ask(QUESTION);
    await editor.tryIt.expectFinished();
    await expect(editor.tryIt.lastTurn).toContainText("26 days");
    await expect(editor.tryIt.sources.first()).toContainText("leave.txt");
  });

  await test.step("what is deleted there is no longer answered from", async () => {
    s3.remove(BUCKET, "hr/leave.txt");
    await page.goto(`/${workspace}/knowledge/sources/${sourceId}`);
    await page.getByRole("button", { name: "Sync now" }).click();
    const files = page.getByRole("table", { name: "What this run did" });
    await expect(files.getByRole("row", { name: /leave\.txt/ })).toContainText("Removed");
    await editor.open(workspace, id);
    await editor.tryIt.open();
    await editor.tryIt.ask(QUESTION);
    await editor.tryIt.expectFinished();
    await expect(editor.tryIt.refusal).toBeVisible();
  });

  await test.step("a connection in use is not removed", async () => {
    await page.goto(`/${workspace}/connections`);
    await page.getByRole("button", { name: /More/ }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await dialog.getByRole("button", { name: "Remove connection" }).click();
    await expect(dialog.getByRole("alert")).toContainText("hr");
  });
});
