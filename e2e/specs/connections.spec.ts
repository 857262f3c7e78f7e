import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { answerFromSource, askInEditor } from "../flows/ask-source";
import { Editor } from "../pages/editor";
import { ConnectionsPage, type Part } from "../pages/connections";
import { startGoogleDrive } from "../servers/google-drive/server";
import { FOLDER } from "../servers/google-drive/world";
import { startMicrosoftGraph } from "../servers/microsoft-graph/server";
import { S3_KEYS, startS3 } from "../servers/s3/server";

test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

const QUESTION = "How many days of annual leave do full-time employees have?";
const LEAVE = "Full-time employees have 26 days of annual leave in a year.";
const HOURS = "The office is open from eight in the morning until six.";
const SALARIES = "Salaries are reviewed every spring.";

interface Journey {
  readonly workspace: string;
  readonly part: Part;
  /** At the source. */
  readonly removeLeave: () => void;
}

/** Begins with a connection that works: picks a folder, syncs, asks, deletes at the source, syncs, asks again. */
async function followsTheSource(page: Page, { workspace, part, removeLeave }: Journey) {
  const connections = new ConnectionsPage(page);
  const sourceId = await test.step("a folder is picked and synced", async () => {
    const id = await connections.addSource(part);
    await expect(connections.outcome("leave.txt")).toContainText("Added");
    await expect(connections.outcome("salaries")).toHaveCount(0);
    return id;
  });
  const workflowId = await test.step("its documents answer", async () => {
    const id = await answerFromSource(page, { workspace, source: part.pick });
    const tryIt = await askInEditor(page, { workspace, workflowId: id, question: QUESTION });
    await expect(tryIt.lastTurn).toContainText("26 days");
    await expect(tryIt.sources.first()).toContainText("leave.txt");
    return id;
  });
  await test.step("what is deleted there is no longer answered from", async () => {
    removeLeave();
    await connections.openSource(workspace, sourceId);
    await connections.sync();
    await expect(connections.outcome("leave.txt")).toContainText("Removed");
    const tryIt = await askInEditor(page, { workspace, workflowId, question: QUESTION });
    await expect(tryIt.refusal).toBeVisible();
  });
}

async function allow(page: Page, workspace: string, origins: readonly string[]) {
  for (const origin of origins) {
    const port = Number(new URL(origin).port);
    await mutate(page.request, "network.allow", { workspace, host: "127.0.0.1", port });
  }
}

test("Amazon S3: connects by keys, follows a folder, and refuses once the file is gone there", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const bucket = "company-documents";
  const s3 = await startS3();
  s3.put(bucket, "hr/leave.txt", LEAVE);
  s3.put(bucket, "hr/hours.txt", HOURS);
  s3.put(bucket, "private/salaries.txt", SALARIES);
  const workspace = await newWorkspace(page.request, "Bucket");
  await allow(page, workspace, [s3.endpoint]);
  const connections = new ConnectionsPage(page);
  const { dialog } = connections;

  await test.step("a wrong secret is told, and corrected", async () => {
    await connections.open(workspace);
    await expectAccessible(page);
    await connections.connect("Amazon S3");
    await connections.fill({
      "Access key ID": S3_KEYS.accessKeyId,
      "Secret access key": "not the right one",
      Region: S3_KEYS.region,
      Address: s3.endpoint,
    });
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Connect and test" }).click();
    await expect(dialog.getByText(/the secret doesn’t belong to this access key/)).toBeVisible();
    await dialog.getByRole("button", { name: "Edit" }).click();
    await connections.fill({ "Secret access key": S3_KEYS.secretAccessKey });
    await dialog.getByRole("button", { name: "Connect and test" }).click();
    await expect(dialog.getByText("1 bucket can be seen.")).toBeVisible();
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(connections.connection("Amazon S3")).toContainText("Works");
    expect(await page.content()).not.toContain(S3_KEYS.secretAccessKey);
  });
  await followsTheSource(page, {
    workspace,
    part: { inside: [bucket], pick: "hr" },
    removeLeave: () => s3.remove(bucket, "hr/leave.txt"),
  });
  await test.step("another folder is picked on the canvas", async () => {
    const { id } = await mutate<{ id: string }>(page.request, "workflow.create", {
      workspace,
      name: "Pay",
      template: "blank",
    });
    const editor = new Editor(page);
    await editor.open(workspace, id);
    await editor.drop("s3", { x: 200, y: 160 });
    const inspector = editor.inspector("s3-1");
    await inspector.getByRole("button", { name: "Choose what to keep in sync" }).click();
    await connections.pickPart({ inside: [bucket], pick: "private" });
    await expect(inspector.getByText(/Kept in sync with/)).toBeVisible();
    await expect(inspector.getByText("salaries.txt")).toBeVisible();
    await editor.expectSaved();
    await expect(editor.node("s3-1")).toContainText("private, kept in sync");
    await expectAccessible(page);
  });
  await test.step("a connection in use is not removed", async () => {
    await connections.open(workspace);
    await page.getByRole("button", { name: /More/ }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await dialog.getByRole("button", { name: "Remove connection" }).click();
    await expect(dialog.getByRole("alert")).toContainText(/“(?:hr|private)” is kept in sync/);
  });
  await s3.close();
});

test("SharePoint: somebody signs in there, and a folder of a library is followed", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const graph = await startMicrosoftGraph();
  const { world, app } = graph;
  world.addUser("paula");
  const drive = world.addDrive(
    world.addSite({ path: "sites/people", name: "People" }).id,
    "Documents",
  );
  const folder = (name: string) =>
    world.tree.create({ parentId: drive.rootId, name, folder: true }).id;
  const hr = folder("hr");
  const leave = world.tree.create({ parentId: hr, name: "leave.txt", content: LEAVE });
  world.tree.create({ parentId: hr, name: "hours.txt", content: HOURS });
  world.tree.create({ parentId: folder("private"), name: "salaries.txt", content: SALARIES });
  const workspace = await newWorkspace(page.request, "Library");
  await allow(page, workspace, [graph.api, graph.download]);
  const connections = new ConnectionsPage(page);
  const { dialog } = connections;

  await test.step("declining at Microsoft is told, and nothing works yet", async () => {
    await connections.open(workspace);
    await connections.connect("SharePoint");
    await dialog.getByRole("radio", { name: /^Sign in/ }).click();
    await expect(
      dialog.getByText(/\/api\/connections\/sharepoint\/callback/).first(),
    ).toBeVisible();
    await connections.fill({
      "Directory (tenant) ID": world.tenant,
      "Application (client) ID": app.clientId,
      "Client secret": app.clientSecret,
      "Sign-in address": graph.api,
      "Graph address": graph.api,
    });
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Go on to sign in" }).click();
    await page.waitForURL(`${graph.api}/**`);
    const asked = new URL(page.url()).searchParams;
    expect(asked.get("code_challenge_method")).toBe("S256");
    expect(asked.get("scope")?.split(" ")).toContain("offline_access");
    await page.getByRole("link", { name: "Cancel" }).click();
    await page.waitForURL(`**/${workspace}/connections?*`);
    await expect(page.getByRole("alert").filter({ hasText: /sign/i })).toBeVisible();
    await expectAccessible(page);
  });
  await test.step("agreeing there connects it, and leaves no secret and no code behind", async () => {
    await connections.open(workspace);
    await page.getByRole("button", { name: /More/ }).click();
    await page.getByRole("menuitem", { name: "Sign in again" }).click();
    await page.getByRole("link", { name: "Accept" }).click();
    await expect(dialog.getByText("Sites can be seen.")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(connections.connection("SharePoint")).toContainText("Works");
    expect(page.url()).not.toContain("code=");
    expect(await page.content()).not.toContain(app.clientSecret);
  });
  await followsTheSource(page, {
    workspace,
    part: { inside: ["People", "Documents"], pick: "hr" },
    removeLeave: () => world.tree.trash(leave.id),
  });
  await graph.close();
});

test("Google Drive: somebody signs in there, and a folder of My Drive is followed", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const drive = await startGoogleDrive();
  const { world, clients } = drive;
  const { email } = world.addPerson("erika");
  drive.signIn.person = email;
  const folder = (name: string) =>
    world.tree.create({
      parentId: `root-${email}`,
      name,
      folder: true,
      mimeType: FOLDER,
    }).id;
  const hr = folder("hr");
  const file = { mimeType: "text/plain" };
  const leave = world.tree.create({ ...file, parentId: hr, name: "leave.txt", content: LEAVE });
  world.tree.create({ ...file, parentId: hr, name: "hours.txt", content: HOURS });
  const salaries = { name: "salaries.txt", content: SALARIES };
  world.tree.create({ ...file, ...salaries, parentId: folder("private") });
  const workspace = await newWorkspace(page.request, "Drive");
  await allow(page, workspace, [drive.api]);
  const connections = new ConnectionsPage(page);
  const { dialog } = connections;

  await test.step("signing in at Google connects it for as long as it is not taken back", async () => {
    await connections.open(workspace);
    await connections.connect("Google Drive");
    await dialog.getByRole("radio", { name: /^Sign in with Google/ }).click();
    await connections.fill({
      "Client ID": clients.clientId,
      "Client secret": clients.clientSecret,
      "Sign-in address": drive.api,
      "API address": drive.api,
    });
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Go on to sign in" }).click();
    await page.waitForURL(`${drive.api}/**`);
    expect(new URL(page.url()).searchParams.get("access_type")).toBe("offline");
    await page.getByRole("link", { name: "Accept" }).click();
    await expect(dialog.getByText(`Files of ${email} can be read.`)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(connections.connection("Google Drive")).toContainText("Works");
    // What comes next is done with a token that was fetched by the refresh token.
    drive.signIn.grants.expireAccess();
    expect(await page.content()).not.toContain(clients.clientSecret);
  });
  await followsTheSource(page, {
    workspace,
    part: { inside: ["My Drive"], pick: "hr" },
    removeLeave: () => world.tree.trash(leave.id),
  });
  await drive.close();
});
