import fs from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CHAT_MODEL, startModelApi, type ModelApi } from "@/e2e/servers/model-api/server";
import { freshDatabase } from "@/lib/testing/database";
import { answeringWorkspace, changeNodes } from "@/lib/testing/knowledge";
import { testServices, type TestServices } from "@/lib/testing/services";
import { allowHost } from "@/lib/services/network/allow";
import { createCaller } from "./app-router";

/** Looks like nothing that the redaction knows by its form: it must not get anywhere in the first place. */
const CANARY = "Qz7hummingbird4Xw9finchVt2wrenKp5";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let api: ModelApi;
let log = "";

beforeAll(async () => {
  // What pino writes to standard output goes through these two.
  const note = (data: unknown) => {
    if (typeof data === "string") log += data;
    else if (data instanceof Uint8Array) log += Buffer.from(data).toString("utf8");
  };
  const { write, writeSync } = fs;
  vi.spyOn(fs, "write").mockImplementation((...args: Parameters<typeof write>) => {
    note(args[1]);
    write(...args);
  });
  vi.spyOn(fs, "writeSync").mockImplementation((...args: Parameters<typeof writeSync>) => {
    note(args[1]);
    return writeSync(...args);
  });
  database = await freshDatabase();
  services = await testServices(database);
  api = await startModelApi({ apiKey: CANARY });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await api.close();
  await services.close();
  await database.stop();
});

/** Everything that is stored, of every table, as text. */
async function everythingStored(): Promise<string> {
  const tables = await services.sql.query<{ schema: string; name: string }>(
    `select table_schema::text as schema, table_name::text as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    [],
  );
  const texts: string[] = [];
  for (const { schema, name } of tables) {
    const [row] = await services.sql.query<{ all: string | null }>(
      `select string_agg(to_jsonb(one)::text, ' ') as all from "${schema}"."${name}" as one`,
      [],
    );
    texts.push(`${name}: ${row?.all ?? ""}`);
  }
  return texts.join("\n");
}

describe("the key of a connection", () => {
  it("is in no log, event, error, stored row or reply, however its service fails", async () => {
    const { ctx, workflowId } = await answeringWorkspace(services);
    const user = await services.db.user.findUniqueOrThrow({ where: { id: ctx.actor.userId } });
    const session = { userId: user.id, sessionVersion: user.sessionVersion };
    const caller = createCaller({ services, session });
    const workspace = ctx.workspace.slug;
    await allowHost({ ctx, input: { host: "127.0.0.1", port: api.port } });
    const replies: unknown[] = [];
    /** What the browser would get: the reply, or what is told of the error. */
    const told = async (reply: Promise<unknown>) => {
      replies.push(await reply.catch((error: unknown) => [String(error), error]));
    };
    const made = await caller.connection.create({
      workspace,
      provider: "openai-compatible",
      name: "Canary",
      baseUrl: api.baseUrl,
      apiKey: CANARY,
    });
    const params = { connectionId: made.id, model: CHAT_MODEL };
    await changeNodes(ctx, { workflowId, type: "model", params });
    const ask = async () => {
      const question = "Where do visitors park?";
      const started = await caller.run.start({ workspace, workflowId, question });
      for await (const batch of started.events) replies.push(batch);
      await told(caller.run.get({ workspace, runId: started.runId }));
      const events: unknown[] = [];
      for await (const event of await caller.run.events({ workspace, runId: started.runId })) {
        events.push(event);
      }
      replies.push(events);
    };
    let calls = 0;
    await ask();
    for (const mode of ["unauthorized", "content-filter", "server-error", "garbage"] as const) {
      api.control({ fail: { mode } });
      await ask();
      await told(caller.connection.test({ workspace, id: made.id }));
      api.control({ fail: { mode } });
      await told(caller.connection.models({ workspace, id: made.id }));
      calls += api.calls.length;
      api.control({ reset: true });
    }
    await told(caller.connection.update({ workspace, id: made.id, name: "Renamed" }));
    await told(caller.connection.list({ workspace }));
    await told(caller.audit.list({ workspace }));
    await told(caller.workflow.get({ workspace, id: workflowId }));

    expect(calls).toBeGreaterThan(8);
    const texts = { log, replies: JSON.stringify(replies), stored: await everythingStored() };
    // Each of them did see something of these calls: an empty text would hold no key either.
    expect(texts.log).toContain("model-1");
    expect(texts.replies).toContain("model.");
    expect(texts.stored).toMatch(/RunEvent: .*run\.failed/s);
    for (const [where, text] of Object.entries(texts))
      expect(text.includes(CANARY), where).toBe(false);
  }, 120_000);
});
