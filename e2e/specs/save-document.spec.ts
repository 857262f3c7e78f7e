import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { answerFromSource, askInEditor } from "../flows/ask-source";
import { ConnectionsPage } from "../pages/connections";
import { startGoogleDrive, SCOPES, type GoogleDrive } from "../servers/google-drive/server";
import { DOCUMENT, FOLDER } from "../servers/google-drive/world";

test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

const QUESTION = "How many days of annual leave do full-time employees have?";
const LEAVE = "Full-time employees have 26 days of annual leave in a year.";

/** The only document that was written, and what stands in it. */
function written({ world }: GoogleDrive) {
  const [file, ...others] = [...world.tree.entries.values()].filter(
    ({ mimeType, state }) => mimeType === DOCUMENT && state === "live",
  );
  expect(others).toEqual([]);
  if (!file) throw new Error("nothing was written");
  return { id: file.id, text: world.documentOf(file).text };
}

async function connectDrive(page: Page, drive: GoogleDrive, writes: boolean) {
  const connections = new ConnectionsPage(page);
  const { dialog } = connections;
  await connections.connect("Google Drive");
  await connections.fill({
    "Client ID": drive.clients.clientId,
    "Client secret": drive.clients.clientSecret,
    "Sign-in address": drive.api,
    "API address": drive.api,
  });
  if (writes) await dialog.getByRole("switch", { name: "May write Google Docs" }).click();
  await signIn(page, drive);
}

async function signIn(page: Page, drive: GoogleDrive): Promise<URLSearchParams> {
  const { dialog } = new ConnectionsPage(page);
  await dialog.getByRole("button", { name: "Go on to sign in" }).click();
  await page.waitForURL(`${drive.api}/**`);
  const asked = new URL(page.url()).searchParams;
  await page.getByRole("link", { name: "Accept" }).click();
  await expect(dialog.getByText(/can be read\./)).toBeVisible();
  return asked;
}

async function openConversation(page: Page, workspace: string, workflowId: string) {
  await page.goto(`/${workspace}/workflows/${workflowId}/conversations`);
  await page.getByRole("button", { name: /How many days/ }).click();
  return page.getByRole("dialog", { name: "Conversations" });
}

test("a conversation is saved as a Google Doc, and what comes later is added to it", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const drive = await startGoogleDrive();
  const { world } = drive;
  const { email } = world.addPerson("erika");
  drive.signIn.person = email;
  const seed = { parentId: `root-${email}`, name: "hr", folder: true, mimeType: FOLDER };
  const hr = world.tree.create(seed).id;
  world.tree.create({ parentId: hr, name: "leave.txt", content: LEAVE });
  const workspace = await newWorkspace(page.request, "Support");
  const port = Number(new URL(drive.api).port);
  await mutate(page.request, "network.allow", { workspace, host: "127.0.0.1", port });
  const connections = new ConnectionsPage(page);

  const workflowId =
    await test.step("a connection that may only read answers, and says what to switch on", async () => {
      await connections.open(workspace);
      await connectDrive(page, drive, false);
      await page.keyboard.press("Escape");
      await connections.addSource({ inside: ["My Drive"], pick: "hr" });
      const id = await answerFromSource(page, { workspace, source: "hr" });
      await askInEditor(page, { workspace, workflowId: id, question: QUESTION });
      const sheet = await openConversation(page, workspace, id);
      await expect(sheet.getByText(/switches on writing in the connection/)).toBeVisible();
      return id;
    });

  await test.step("writing is switched on, and only the right to files of its own is asked for", async () => {
    await connections.open(workspace);
    await page.getByRole("button", { name: /More/ }).click();
    await page.getByRole("menuitem", { name: "Edit" }).click();
    await connections.dialog.getByRole("switch", { name: "May write Google Docs" }).click();
    await expectAccessible(page);
    const asked = await signIn(page, drive);
    expect(asked.get("scope")?.split(" ")).toEqual([SCOPES.drive, SCOPES.file]);
    await expect(connections.dialog.getByText("Google Docs can be written.")).toBeVisible();
  });

  await test.step("it says whose the document will be, and writes all of it", async () => {
    const sheet = await openConversation(page, workspace, workflowId);
    await sheet.getByRole("button", { name: "Save to Google Docs" }).click();
    const dialog = page.getByRole("dialog", { name: /Save this conversation/ });
    await expect(dialog).toContainText(`Google Drive of ${email}`);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Save to Google Docs" }).click();
    const open = sheet.getByRole("link", { name: "Open the document" });
    await expect(open).toBeVisible();
    await expect(open).toHaveAttribute("href", new RegExp(written(drive).id));
    await expect(sheet.getByRole("button", { name: "Add what is new" })).toHaveCount(0);
    expect(written(drive).text).toMatch(/26 days[\s\S]*Sources\n\[1\] leave\.txt/);
    await expectAccessible(page);
  });

  await test.step("what was asked since is added", async () => {
    const before = written(drive).text;
    const tryIt = await askInEditor(page, {
      workspace,
      workflowId,
      question: "Who won the football match in Lisbon?",
    });
    await expect(tryIt.refusal).toBeVisible();
    const sheet = await openConversation(page, workspace, workflowId);
    await sheet.getByRole("button", { name: "Add what is new" }).click();
    await expect(page.getByText("Added 1 question with its answer.")).toBeVisible();
    await expect(sheet.getByRole("button", { name: "Add what is new" })).toHaveCount(0);
    expect(written(drive).text.startsWith(before)).toBe(true);
    expect(written(drive).text).toContain("Not answered: the documents don’t cover");
  });

  await test.step("a document that was thrown away is replaced only when somebody says so", async () => {
    world.tree.trash(written(drive).id);
    await askInEditor(page, { workspace, workflowId, question: "How many days off are there?" });
    const sheet = await openConversation(page, workspace, workflowId);
    await sheet.getByRole("button", { name: "Add what is new" }).click();
    await expect(sheet.getByRole("alert")).toContainText("moved it to the bin");
    await expectAccessible(page);
    await sheet.getByRole("button", { name: "Save into a new document" }).click();
    await expect(page.getByText("Added 3 questions with their answers.")).toBeVisible();
    expect(written(drive).text).toContain("26 days");
  });
  await drive.close();
});
