import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { S3_KEYS, startS3, type S3Server } from "@/e2e/servers/s3/server";
import {
  describeConnector,
  filesAfter,
  pagesAfter,
  type ConnectorWorld,
} from "@/lib/connectors/_contract/conformance";
import type { ConnectorRuntime } from "@/lib/connectors/_contract/runtime";
import { connectorCall } from "@/lib/testing/connectors";
import { s3 } from "./definition";
import { s3Runtime } from "./runtime";

const ROLE = {
  arn: "arn:aws:iam::123456789012:role/team/knowledge-reader",
  externalId: "groundwork-7f3a",
};
const BUCKET = "documents";
let server: S3Server;
let now = 0;

beforeAll(async () => {
  server = await startS3({ pageSize: 10, role: ROLE, clock: () => Date.now() + now });
});
beforeEach(() => {
  server.reset();
  now = 0;
  server.buckets.set(BUCKET, new Map());
});
afterAll(() => server.close());

const call = (more: object = {}, signal?: AbortSignal) =>
  connectorCall(
    s3Runtime,
    s3.credentials.parse({
      method: "role",
      ...S3_KEYS,
      roleArn: ROLE.arn,
      externalId: ROLE.externalId,
      endpoint: server.endpoint,
      ...more,
    }),
    { signal },
  );

const world = (): ConnectorWorld => ({
  call: ({ signal, wrongSecret } = {}) =>
    call(wrongSecret ? { secretAccessKey: "wrong-secret" } : {}, signal),
  scope: { bucket: BUCKET, prefix: "" },
  secrets: [S3_KEYS.secretAccessKey, "wrong-secret"],
  put: (path, content) => Promise.resolve(server.put(BUCKET, path, content)),
  remove: (path) => Promise.resolve(server.remove(BUCKET, path)),
  fail: (how, on) => Promise.resolve(server.fail({ how, ...(on && { on }) })),
  authorizedHosts: () => server.authorizedHosts,
});

const runtime: ConnectorRuntime = s3Runtime;
describeConnector({ definition: s3, runtime, newWorld: () => Promise.resolve(world()) });

it("takes the role on once, and again when its keys have run out early", async () => {
  server.put(BUCKET, "a.txt", "Text.");
  const one = world();
  const own = call();
  const listed = async () => [
    ...filesAfter(await pagesAfter(runtime, { ...one, call: () => own }, null)).keys(),
  ];
  expect(await listed()).toEqual(["a.txt"]);
  expect(await listed()).toEqual(["a.txt"]);
  const assumed = () => server.calls.filter((said) => said === "assume role").length;
  expect(assumed()).toBe(1);
  server.expireRoleKeys();
  expect(await listed()).toEqual(["a.txt"]);
  expect(assumed()).toBe(2);
});

it("may do nothing with the keys alone", async () => {
  const keys = { method: "keys", ...S3_KEYS, endpoint: server.endpoint, bucket: BUCKET };
  const alone = connectorCall(s3Runtime, s3.credentials.parse(keys));
  const { checks } = await s3Runtime.test(alone);
  expect(checks.find(({ ok }) => !ok)).toMatchObject({ code: "list" });
  const { checks: withRole } = await s3Runtime.test(call({ bucket: BUCKET }));
  expect(withRole.map(({ code, ok }) => [code, ok])).toEqual([
    ["keys", true],
    ["role", true],
    ["list", true],
  ]);
});

it.each([
  [{ roleArn: "arn:aws:iam::123456789012:role/another" }, "other"],
  [{ externalId: "of-somebody-else" }, "other"],
  [{ accessKeyId: "AKIANOSUCHKEY" }, "unknown"],
  [{ secretAccessKey: "wrong" }, "secret"],
])("says why the role is not given for %j", async (more, reason) => {
  const { account, checks } = await s3Runtime.test(call(more));
  expect(account).toBeNull();
  expect(checks).toEqual([{ code: "role", ok: false, params: { reason } }]);
});

it("says that the clock is off where that is what is refused", async () => {
  now = 3 * 3_600_000;
  const { checks } = await s3Runtime.test(call());
  expect(checks).toEqual([{ code: "role", ok: false, params: { reason: "clock" } }]);
});

it.each(["arn:aws:iam::123456789012:user/somebody", "knowledge-reader", ""])(
  "does not take %j for the ARN of a role",
  (roleArn) => {
    const given = { method: "role", ...S3_KEYS, roleArn };
    expect(s3.credentials.safeParse(given).success).toBe(false);
  },
);
