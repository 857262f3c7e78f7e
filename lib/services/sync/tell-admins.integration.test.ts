import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startMailServer, type MailServer } from "@/e2e/servers/mail/server";
import { freshDatabase } from "@/lib/testing/database";
import { mailerTo } from "@/lib/testing/mail";
import { testServices, type TestServices } from "@/lib/testing/services";
import { syncedSource, type SyncedSource } from "@/lib/testing/synced-source";
import { failSync } from "./run";
import { startSync, startSyncInput } from "./start";
import { viewSync } from "./view";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let server: MailServer;
let services: TestServices;
let source: SyncedSource;

beforeAll(async () => {
  database = await freshDatabase();
  server = await startMailServer();
  services = await testServices(database, {}, { mailer: mailerTo(server.port) });
});
afterAll(async () => {
  await services.close();
  await server.close();
  await database.stop();
});
beforeEach(async () => {
  server.control({ reset: true });
  source = await syncedSource(services);
});

const subjects = () => server.mails.map(({ mail }) => mail.subject).sort();
const FAILING = "“Contracts” keeps failing to sync";
const AGAIN = "“Contracts” syncs again";

async function failOnce(): Promise<void> {
  source.s3.fail({ how: "denied", times: 100 });
  await source.sync();
  source.s3.calm();
}

describe("the admins of a source that fails", () => {
  it("are told once when it failed three times, and once when it works again, each of them", async () => {
    await services.join(source.ctx.workspace, "admin");
    await services.join(source.ctx.workspace, "builder");
    await failOnce();
    await failOnce();
    expect(subjects()).toEqual([]);
    await failOnce();
    expect(subjects()).toEqual([FAILING, FAILING]);
    expect(server.mails[0]?.mail.text).toContain(`/knowledge/sources/${source.sourceId}`);
    await failOnce();
    expect(subjects()).toHaveLength(2);
    await source.sync();
    expect(subjects()).toEqual([FAILING, FAILING, AGAIN, AGAIN].sort());
    await source.sync();
    expect(subjects()).toHaveLength(4);
    for (let count = 0; count < 3; count++) await failOnce();
    expect(subjects()).toHaveLength(6);
  });

  it("are told at once when its connection needs somebody, since it isn't tried again", async () => {
    const { ctx, sourceId } = source;
    await startSync({ ctx, input: startSyncInput.parse({ id: sourceId }) });
    const [run] = (await viewSync({ ctx, input: { id: sourceId } })).runs;
    const error = { code: "connector.reconnect", params: { reason: "revoked" } };
    // A job is done at least once: the second time changes nothing.
    for (let count = 0; count < 2; count++) await failSync(ctx, { runId: run?.id ?? "", error });
    await services.drainJobs();
    expect(subjects()).toEqual([FAILING]);
    expect(await viewSync({ ctx, input: { id: sourceId } })).toMatchObject({ failures: 1 });
  });
});
