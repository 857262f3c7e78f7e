import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createOutbound } from "@/lib/net/outbound";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { BUCKET, syncedSource, type SyncedSource } from "@/lib/testing/synced-source";
import { deleteSource } from "../source/delete";
import { makeCallAddress, removeCallAddress } from "./call-address";
import { takeCall } from "./take-call";
import { viewSync } from "./view";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let source: SyncedSource;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
});
beforeEach(async () => {
  source = await syncedSource(services);
  source.s3.put(BUCKET, "a.txt", "Visitors park on level two.");
  await source.sync();
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

/** The secret in a new address of a source. */
async function newAddress({ ctx, sourceId }: SyncedSource = source): Promise<string> {
  const { path } = await makeCallAddress({ ctx, input: { id: sourceId } });
  const url = new URL(path, "http://localhost");
  expect(url.pathname).toBe(`/api/sources/${sourceId}/changes`);
  return url.searchParams.get("secret") ?? "";
}
const call = (secret: string, body = "", sourceId = source.sourceId) =>
  takeCall(services, { sourceId, secret, body });
const view = () => viewSync({ ctx: source.ctx, input: { id: source.sourceId } });
const refusal = { code: "sync.not-found" };

it("syncs at once when its address is called, whatever the call says", async () => {
  const secret = await newAddress();
  expect((await view()).calls).toEqual({ at: null });
  source.s3.remove(BUCKET, "a.txt");
  await call(secret, JSON.stringify({ Records: [{ eventName: "s3:ObjectCreated:Put" }] }));
  await services.drainJobs();
  expect(await source.texts()).toEqual({});
  expect((await view()).calls?.at).toBeInstanceOf(Date);
});

it("syncs once for many calls, and once more for those that come while it is at work", async () => {
  const secret = await newAddress();
  const { length } = (await view()).runs;
  await Promise.all(Array.from({ length: 10 }, () => call(secret)));
  await services.drainJobs();
  expect((await view()).runs.length).toBe(length + 1);
});

it("opens to nothing but the newest secret of this source", async () => {
  await expect(call("")).rejects.toMatchObject(refusal);
  const first = await newAddress();
  const second = await newAddress();
  const another = await syncedSource(services);
  const theirs = await newAddress(another);
  for (const secret of [first, theirs, "", "x".repeat(43)]) {
    await expect(call(secret)).rejects.toMatchObject(refusal);
  }
  await expect(call(second, "", "no-such-source")).rejects.toMatchObject(refusal);
  await call(second);
  await removeCallAddress({ ctx: source.ctx, input: { id: source.sourceId } });
  await expect(call(second)).rejects.toMatchObject(refusal);
  expect((await view()).calls).toBeNull();
});

it("is made by nobody of another workspace, and ends with the source", async () => {
  const secret = await newAddress();
  const stranger = await services.newWorkspace();
  const id = source.sourceId;
  await expect(makeCallAddress({ ctx: stranger, input: { id } })).rejects.toMatchObject(refusal);
  await expect(removeCallAddress({ ctx: stranger, input: { id } })).rejects.toMatchObject(refusal);
  await deleteSource({ ctx: source.ctx, input: { id } });
  await expect(call(secret)).rejects.toMatchObject(refusal);
});

it("answers Amazon's question whether its messages are wanted, and nobody else's", async () => {
  const asked: string[] = [];
  const outbound = createOutbound({
    lookup: (host, _options, callback) => {
      asked.push(host);
      callback(null, [{ address: "10.0.0.1", family: 4 }]);
    },
  });
  const secret = await newAddress();
  const { length } = (await view()).runs;
  const ask = (SubscribeURL: string) =>
    takeCall(
      { ...services, outbound },
      {
        sourceId: source.sourceId,
        secret,
        body: JSON.stringify({ Type: "SubscriptionConfirmation", SubscribeURL }),
      },
    );
  for (const address of [
    "https://sns.eu-central-1.amazonaws.com.evil.example/?Action=ConfirmSubscription",
    "https://evil.example/sns.eu-central-1.amazonaws.com",
    "http://sns.eu-central-1.amazonaws.com/",
    "https://169.254.169.254/latest/meta-data",
    "file:///etc/passwd",
  ]) {
    await expect(ask(address)).rejects.toMatchObject({ code: "request.invalid" });
  }
  expect(asked).toEqual([]);
  const theirs = "https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t";
  await expect(ask(theirs)).rejects.toMatchObject({
    code: expect.stringMatching(/^outbound\./) as string,
  });
  expect(asked).toEqual(["sns.eu-central-1.amazonaws.com"]);
  expect((await view()).runs.length).toBe(length);
  await outbound.close();
});
