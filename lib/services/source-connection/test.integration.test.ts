import { afterAll, beforeAll, expect, test } from "vitest";
import { S3_KEYS } from "@/e2e/servers/s3/server";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { connectedWorkspace } from "@/lib/testing/synced-source";
import { listSourceConnections } from "./list";
import { testSourceConnection } from "./test";
import { updateSourceConnection } from "./update";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

test("a connection whose test failed is not listed as one that works, until a test finds everything", async () => {
  const { ctx, s3, connectionId: id } = await connectedWorkspace(services);
  const enter = (secretAccessKey: string) =>
    updateSourceConnection({
      ctx,
      input: { id, name: "Files", values: { ...S3_KEYS, endpoint: s3.endpoint, secretAccessKey } },
    });
  const outcome = async () => {
    const { checks } = await testSourceConnection({ ctx, input: { id }, signal: undefined });
    const [listed] = await listSourceConnections({ ctx });
    return { works: checks.every(({ ok }) => ok), error: listed?.error };
  };
  await enter("not the right one");
  expect(await outcome()).toEqual({
    works: false,
    error: { code: "connector.incomplete", params: {} },
  });
  await enter(S3_KEYS.secretAccessKey);
  expect(await outcome()).toEqual({ works: true, error: null });
  await s3.close();
});
