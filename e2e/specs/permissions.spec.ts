import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/axe";
import { OWNER, OWNER_SESSION } from "../fixtures/people";
import { mutate, newWorkspace } from "../flows/api";
import { answerFromSource, askInEditor } from "../flows/ask-source";
import { join } from "../flows/join";
import { openChannel, publishDraft } from "../flows/publish";
import { ConnectionsPage } from "../pages/connections";
import { StoresPage } from "../pages/stores";
import { VisitorChat } from "../pages/visitor-chat";
import { TEST_CERTIFICATE, TEST_PRIVATE_KEY } from "../servers/microsoft-graph/certificate";
import { startMicrosoftGraph } from "../servers/microsoft-graph/server";

test.use({ storageState: OWNER_SESSION, contextOptions: { reducedMotion: "reduce" } });

const QUESTION = "How many days of annual leave do full-time employees have?";
const HIDDEN = "A passage of a document that you may not read yourself.";

const reads = (email: string) => ({
  id: `reads ${email}`,
  roles: ["read"],
  grantedToV2: { user: { id: email, email } },
});

/** A library in which one file is for Anna and one for the owner. */
async function startLibrary() {
  const graph = await startMicrosoftGraph({ certificate: TEST_CERTIFICATE });
  const { world } = graph;
  const anna = world.addUser("anna");
  const ben = world.addUser("ben");
  const site = world.addSite({ path: "sites/people", name: "People" });
  const { tree } = world;
  const parentId = tree.create({
    parentId: world.addDrive(site.id, "Documents").rootId,
    name: "hr",
    folder: true,
  }).id;
  const file = (name: string, content: string, email: string) =>
    tree.create({ parentId, name, content, shares: [reads(email)] });
  const leave = file(
    "leave.txt",
    "Full-time employees have 26 days of annual leave in a year.",
    anna.mail,
  );
  file("parking.txt", "The garage closes at ten in the evening.", OWNER.email);
  const unshare = () => tree.unshare(leave.id, reads(anna.mail).id);
  return { graph, anna, ben, unshare };
}

async function connectApp(
  page: Page,
  workspace: string,
  graph: Awaited<ReturnType<typeof startMicrosoftGraph>>,
) {
  for (const origin of [graph.api, graph.download]) {
    const port = Number(new URL(origin).port);
    await mutate(page.request, "network.allow", { workspace, host: "127.0.0.1", port });
  }
  await mutate(page.request, "sourceConnection.create", {
    workspace,
    type: "sharepoint",
    name: "Company files",
    method: "app-certificate",
    values: {
      tenant: graph.world.tenant,
      clientId: graph.app.clientId,
      certificateAndPrivateKey: `${TEST_CERTIFICATE}\n${TEST_PRIVATE_KEY}`,
      loginHost: graph.api,
      graphHost: graph.api,
      sharePointHost: graph.api,
    },
  });
}

async function askPublished(page: Page, publication: string): Promise<VisitorChat> {
  await page.goto(`/chat/${publication}`);
  const chat = new VisitorChat(page);
  await chat.ask(QUESTION);
  await chat.expectAnswered();
  return chat;
}

async function expectRefused(page: Page, publication: string) {
  const chat = await askPublished(page, publication);
  await expect(chat.lastTurn).not.toContainText("26 days");
  await expect(chat.lastTurn).not.toContainText("leave.txt");
  await expect(chat.citations).toHaveCount(0);
}

test("answers each person from what they may open at SharePoint, and no longer once that is taken back there", async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  const { graph, anna, ben, unshare } = await startLibrary();
  const workspace = await newWorkspace(page.request, "Restricted");
  await connectApp(page, workspace, graph);
  const connections = new ConnectionsPage(page);
  const stores = new StoresPage(page);

  const sourceId = await test.step("a source that respects permissions is added", async () => {
    await connections.open(workspace);
    const part = { inside: ["People", "Documents"], pick: "hr", respects: true };
    const id = await connections.addSource(part);
    await expect(page.getByText(/Permissions are respected, as they were/)).toBeVisible();
    await expect(connections.outcome("leave.txt")).toContainText("Added");
    return id;
  });
  const member = (name: string, email: string) =>
    join(page, browser, { workspace, name, email, role: "viewer" });
  const [asAnna, asBen] = [await member("Anna", anna.mail), await member("Ben", ben.mail)];

  await test.step("an admin confirms whose addresses they are", async () => {
    await page.goto(`/${workspace}/settings?tab=people`);
    for (const name of ["Anna", OWNER.name]) {
      const label = `Confirm the e-mail address of ${name}`;
      await page.getByRole("button", { name: label }).click();
      await page.getByRole("button", { name: "It is theirs" }).click();
    }
    await expect(page.getByText(`confirmed by ${OWNER.name}`)).toHaveCount(2);
    await expectAccessible(page);
  });

  const workflowId = await answerFromSource(page, { workspace, source: "hr" });
  const { publication } = await publishDraft(page.request, { workspace, workflowId });
  const published = { workspace, workflowId, publication };
  await openChannel(page.request, published, { access: { channel: "page", who: "members" } });

  await test.step("“View as” tells what somebody finds, why not, and shows nobody’s text", async () => {
    await stores.open(workspace);
    await expect(async () => {
      await stores.searchAs(QUESTION, "Anna");
      await expect(stores.viewed).toHaveText("Anna finds 1 passage", { timeout: 2000 });
    }).toPass({ timeout: 60_000 });
    await expect(page.getByText("Anna may read 1 of 2 documents in this store")).toBeVisible();
    await expect(page.getByText(HIDDEN)).toBeVisible();
    await expect(page.getByText("26 days")).toHaveCount(0);
    await expectAccessible(page);
    await stores.searchAs("When does the garage close?", "Ben");
    await expect(stores.viewed).toHaveText("Ben finds nothing");
    await expect(page.getByText(/Nobody has confirmed that ben@/)).toBeVisible();
    await expect(page.getByText("Address not confirmed")).toBeVisible();
    const ids = { workspace, userIds: [asBen.userId], confirmed: true };
    await mutate(page.request, "member.confirmAddresses", ids);
    await stores.searchAs("When does the garage close?", "Ben");
    await expect(page.getByText("May not read it at the source")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("who may read it is answered, and nobody else, the owner neither", async () => {
    const chat = await askPublished(asAnna.page, publication);
    await expect(chat.answer).toContainText("26 days");
    await chat.citations.first().click();
    await expect(chat.source.locator("mark")).toContainText("26 days");
    await expectRefused(asBen.page, publication);
    const tryIt = await askInEditor(page, { workspace, workflowId, question: QUESTION });
    await expect(tryIt.refusal).toBeVisible();
  });

  await test.step("what was asked of it is seen by who asked alone", async () => {
    await page.goto(`/${workspace}/workflows/${workflowId}/conversations`);
    await expect(page.getByRole("button", { name: /annual leave/ })).toHaveCount(1);
  });

  await test.step("after a sync what was taken back there is taken back here", async () => {
    unshare();
    await connections.openSource(workspace, sourceId);
    await connections.sync();
    await expectRefused(asAnna.page, publication);
    await stores.open(workspace);
    await stores.searchAs(QUESTION, "Anna");
    await expect(stores.viewed).toHaveText("Anna finds nothing");
  });
  await graph.close();
});
