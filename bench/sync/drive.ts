/**
 * A Microsoft Graph of the tests with one library, in a process of its own: `drive.ts <files> <folders>`. Says where it is and what
 * it holds as one JSON line. Its control interface changes it and tells the calls.
 */
import { startMicrosoftGraph } from "@/e2e/servers/microsoft-graph/server";

const [files = 1000, folders = 100] = process.argv.slice(2).map(Number);
const server = await startMicrosoftGraph();
const { world, app } = server;
const site = world.addSite({ path: "sites/people", name: "People" });
const drive = world.addDrive(site.id, "Documents");
const ids: string[] = [];
for (let folder = 0; folder < folders; folder++) {
  const name = `d${String(folder).padStart(3, "0")}`;
  const parentId = world.tree.create({ parentId: drive.rootId, name, folder: true }).id;
  for (let file = 0; file < files / folders; file++) {
    const content = `File ${String(file)} of ${name} says that locker ${String(folder * file)} is free.`;
    const made = world.tree.create({ parentId, name: `f${String(file)}.txt`, content });
    if (folder === 0) ids.push(made.id);
  }
}
const { tenant } = world;
const told = { api: server.api, download: server.download, tenant, ...app };
process.stdout.write(`${JSON.stringify({ ...told, siteId: site.id, driveId: drive.id, ids })}\n`);
