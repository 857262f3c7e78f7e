import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startGoogleDrive, type GoogleDrive } from "@/e2e/servers/google-drive/server";
import type { Permission } from "@/e2e/servers/google-drive/world";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { syncToEnd } from "@/lib/testing/synced-source";
import type { WorkspaceContext } from "../context";
import { readableIds } from "../document/readable";
import { allowHost } from "../network/allow";
import { createSourceConnection } from "../source-connection/create";
import { createSync, createSyncInput } from "./create";

const ACCOUNT = "reader@project.iam.example";
const { publicKey, privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const PEOPLE = ["erika", "anna", "ben", "cora"] as const;
type Person = (typeof PEOPLE)[number];

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let drive: GoogleDrive;
let ctx: WorkspaceContext;
let sourceId: string;
const members = new Map<Person | "outsider", string>();

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  drive = await startGoogleDrive({ serviceAccount: { email: ACCOUNT, publicKey } });
  ctx = await services.newWorkspace();
  await allowHost({ ctx, input: { host: "127.0.0.1", port: Number(new URL(drive.api).port) } });
  for (const name of PEOPLE) {
    drive.world.addPerson(name);
    await join(name, `${name}@example.com`);
  }
  await join("outsider", "anna@elsewhere.example");
  const { world } = drive;
  world.addGroup("dev", ["anna@example.com", "staff@example.com"]);
  world.addGroup("staff", ["dev@example.com", "ben@example.com"]);
  world.addGroup("board", ["cora@example.com"]);
  file("for-dev.txt", { type: "group", emailAddress: "dev@example.com" });
  file("for-board.txt", { type: "group", emailAddress: "board@example.com" });
  file("for-strangers.txt", { type: "group", emailAddress: "club@elsewhere.example" });
  file("found-by-all.txt", { type: "domain", domain: "example.com", allowFileDiscovery: true });
  file("by-link.txt", { type: "domain", domain: "example.com", allowFileDiscovery: false });
  file("public.txt", { type: "anyone", allowFileDiscovery: true });
  file("with-link.txt", { type: "anyone", allowFileDiscovery: false });
  sourceId = await addSource();
}, 180_000);
afterAll(async () => {
  await drive.close();
  await services.close();
  await database.stop();
});

async function join(name: Person | "outsider", email: string): Promise<void> {
  const { actor } = await services.join(ctx.workspace, "viewer");
  await services.db.user.update({ where: { id: actor.userId }, data: { email } });
  await services.db.membership.updateMany({
    where: { userId: actor.userId },
    data: { addressConfirmedAt: new Date() },
  });
  members.set(name, actor.userId);
}

function file(name: string, share: Omit<Permission, "id" | "role">): void {
  const parentId = "root-erika@example.com";
  const shares = [{ id: name, role: "reader", ...share }];
  drive.world.tree.create({ parentId, name, content: `It says ${name}.`, shares });
}

async function addSource(): Promise<string> {
  const { id: connectionId } = await createSourceConnection({
    ctx,
    input: {
      type: "google-drive",
      name: "Drive",
      method: "service-account",
      values: {
        serviceAccountKey: JSON.stringify({ client_email: ACCOUNT, private_key: privateKey }),
        person: "erika@example.com",
        loginHost: drive.api,
        apiHost: drive.api,
      },
    },
  });
  const input = createSyncInput.parse({
    connectionId,
    name: "Drive",
    scope: JSON.stringify({ folderId: "root-erika@example.com" }),
    label: "My Drive",
    filters: {},
    everyMinutes: 60,
    respectsPermissions: true,
  });
  return (await createSync({ ctx, input })).id;
}

const sync = () => syncToEnd(services, ctx, { id: sourceId });
async function readable(name: Person | "outsider" | null): Promise<string[]> {
  const documents = await services.db.document.findMany({ where: { sourceId, deletedAt: null } });
  const ids = documents.map(({ id }) => id);
  const userId = name === null ? null : (members.get(name) ?? "");
  const found = await readableIds(ctx.sql, { workspaceId: ctx.workspace.id, userId, ids });
  return documents
    .filter(({ id }) => found.has(id))
    .map((each) => each.name.replace(".txt", ""))
    .sort();
}

it("follows Google’s groups, in one another too, and links and domains only as far as they let find", async () => {
  expect(await sync()).toMatchObject({ phase: "finished", added: 7, failed: 0 });
  expect(await readable("anna")).toEqual(["for-dev", "found-by-all", "public"]);
  // By a group that is in the group, which is in that one again.
  expect(await readable("ben")).toEqual(["for-dev", "found-by-all", "public"]);
  expect(await readable("cora")).toEqual(["for-board", "found-by-all", "public"]);
  expect(await readable("outsider")).toEqual(["public"]);
  expect(await readable(null)).toEqual(["public"]);
});

it("takes back what somebody read by a group that they left, though no file tells of it", async () => {
  drive.world.groups.set("staff@example.com", ["dev@example.com"]);
  expect(await sync()).toMatchObject({ phase: "finished", changed: 0, removed: 0 });
  expect(await readable("ben")).toEqual(["found-by-all", "public"]);
  expect(await readable("anna")).toContain("for-dev");
});

it("hides from everybody what a group may read that can’t be read, and removes nothing", async () => {
  drive.fail({ on: "groups/board", status: 403, code: "forbidden", times: 50 });
  expect(await sync()).toMatchObject({ phase: "finished", removed: 0 });
  expect(await readable("cora")).toEqual(["found-by-all", "public"]);
  expect(await services.db.document.count({ where: { sourceId, deletedAt: null } })).toBe(7);
  drive.calm();
  await sync();
  expect(await readable("cora")).toContain("for-board");
});

it("is hidden where the directory was taken from the account", async () => {
  drive.signIn.delegatedScopes = ["https://www.googleapis.com/auth/drive.readonly"];
  await sync();
  expect(await readable("cora")).toEqual(["found-by-all", "public"]);
});
