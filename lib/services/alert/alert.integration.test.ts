import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listen } from "@/e2e/servers/listen";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { syncedSource, type SyncedSource } from "@/lib/testing/synced-source";
import { allowHost } from "../network/allow";
import { removeAlertHook, setAlertHook, viewAlertHook } from "./hook";
import { giveUpAlert, sendAlert } from "./send";
import { sendTestAlert } from "./test";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let receiver: { port: number; close: () => Promise<void> };
let source: SyncedSource;
let got: { headers: IncomingHttpHeaders; body: string; url: string }[] = [];
let status = 200;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  receiver = await listen(
    createServer((request, response) => {
      let body = "";
      request.on("data", (piece: Buffer) => (body += piece.toString()));
      request.on("end", () => {
        got.push({ headers: request.headers, body, url: request.url ?? "" });
        response.writeHead(status, { location: "http://127.0.0.1:1/" }).end("ok");
      });
    }),
  );
});
beforeEach(async () => {
  got = [];
  status = 200;
  source = await syncedSource(services);
});
afterAll(async () => {
  await services.close();
  await receiver.close();
  await database.stop();
});

const CANARY = "canary-in-the-path";
const address = () => `http://127.0.0.1:${String(receiver.port)}/${CANARY}`;
const hook = () => viewAlertHook({ ctx: source.ctx });
async function told(): Promise<string> {
  await allowHost({ ctx: source.ctx, input: { host: "127.0.0.1", port: receiver.port } });
  const { secret } = await setAlertHook({ ctx: source.ctx, input: { address: address() } });
  return secret;
}
async function failOnce(): Promise<void> {
  source.s3.fail({ how: "denied", times: 100 });
  await source.sync();
  source.s3.calm();
}
const types = () => got.map(({ body }) => (JSON.parse(body) as { type: string }).type);

describe("the address for alerts", () => {
  it("is told once when a source failed three times, and once when it works again, without mail", async () => {
    const secret = await told();
    for (let count = 0; count < 2; count++) await failOnce();
    expect(types()).toEqual([]);
    for (let count = 0; count < 2; count++) await failOnce();
    expect(types()).toEqual(["sync-failing"]);
    for (let count = 0; count < 2; count++) await source.sync();
    expect(types()).toEqual(["sync-failing", "sync-recovered"]);

    const [{ headers, body, url } = { headers: {}, body: "", url: "" }] = got;
    expect(url).toBe(`/${CANARY}`);
    expect(JSON.parse(body)).toMatchObject({
      text: expect.stringMatching(
        /“Contracts” in .* could not be synced 3 times in a row/,
      ) as string,
      url: expect.stringContaining(`/knowledge/sources/${source.sourceId}`) as string,
      data: { source: "Contracts", failures: 3, error: "connector.unreadable-place" },
    });
    // As a receiver checks it (Standard Webhooks 1.0).
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    expect(key).toHaveLength(32);
    const signed = [headers["webhook-id"], headers["webhook-timestamp"], body].join(".");
    const expected = createHmac("sha256", key).update(signed).digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
    expect((await hook())?.deliveries.map(({ state }) => state)).toEqual(["sent", "sent"]);
  });

  it("is not called inside the network unless that is allowed, and is shown by its host alone", async () => {
    const { ctx } = source;
    const { secret } = await setAlertHook({ ctx, input: { address: address() } });
    await sendTestAlert({ ctx });
    const [queued] = await services.db.alertDelivery.findMany({
      where: { workspaceId: ctx.workspace.id },
    });
    const input = { deliveryId: queued?.id ?? "" };
    const { signal } = new AbortController();
    await expect(sendAlert({ ctx, input, signal })).rejects.toMatchObject({
      code: "outbound.blocked",
    });
    expect(got).toEqual([]);
    const shown = await hook();
    expect(shown).toMatchObject({ host: `127.0.0.1:${String(receiver.port)}` });
    expect(shown?.deliveries[0]).toMatchObject({
      state: "queued",
      error: { code: "outbound.blocked" },
    });
    const rows = await services.sql.query(
      `select h::text as row from "AlertHook" h union all select d::text from "AlertDelivery" d
       union all select a::text from "AuditEvent" a where a.entity = 'alert'`,
      [],
    );
    expect(JSON.stringify([rows, shown])).not.toContain(CANARY);
    expect(JSON.stringify([rows, shown])).not.toContain(secret);
  });

  it.each([500, 404, 302])("is tried again after %i, as the same message", async (refusal) => {
    await told();
    status = refusal;
    const { ctx } = source;
    await sendTestAlert({ ctx });
    const { id = "" } =
      (await services.db.alertDelivery.findFirst({ where: { workspaceId: ctx.workspace.id } })) ??
      {};
    const send = () =>
      sendAlert({ ctx, input: { deliveryId: id }, signal: new AbortController().signal });
    await expect(send()).rejects.toMatchObject({ code: "alert.refused", retryable: true });
    status = 204;
    await send();
    await send();
    expect(got.map(({ headers }) => headers["webhook-id"])).toEqual([id, id]);
    expect((await hook())?.deliveries).toMatchObject([{ id, state: "sent", error: null }]);
  });

  it("gives a message up, and forgets what it said", async () => {
    await told();
    await sendTestAlert({ ctx: source.ctx });
    const { id = "" } = (await hook())?.deliveries[0] ?? {};
    const error = { code: "alert.refused", params: { host: "a", status: 410 } };
    await giveUpAlert(source.ctx, { deliveryId: id, error });
    expect((await hook())?.deliveries).toMatchObject([{ state: "failed", error }]);
    expect(await services.db.alertDelivery.findUnique({ where: { id } })).toMatchObject({
      message: null,
    });
  });

  it("gets nothing more once it was taken away", async () => {
    await told();
    await sendTestAlert({ ctx: source.ctx });
    await removeAlertHook({ ctx: source.ctx });
    await services.drainJobs();
    expect(got).toEqual([]);
    expect(await hook()).toBeNull();
    await expect(sendTestAlert({ ctx: source.ctx })).rejects.toMatchObject({
      code: "alert.not-found",
    });
  });
});
