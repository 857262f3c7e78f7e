import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { CHAT_MODEL, startModelApi, type ModelApi } from "@/e2e/servers/model-api/server";
import { testDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { createConnection } from "../connection/create";
import { createModelPort } from "../connection/model-port";
import { setLimits } from "../connection/set-limits";
import type { WorkspaceContext } from "../context";
import { allowHost } from "../network/allow";
import { takeTurn, type KeyLimits, type Turn } from "./take";

const database = testDatabase();
let services: TestServices;
let ctx: WorkspaceContext;
let connectionId: string;

beforeAll(async () => {
  services = await testServices(database);
});
afterAll(() => services.close());
beforeEach(async () => {
  ctx = await services.newWorkspace();
  const input = { provider: "openai-compatible", name: "Ours", baseUrl: "https://m.example/v1" };
  ({ id: connectionId } = await createConnection({ ctx, input }));
});

const forever = new AbortController().signal;
const NONE: KeyLimits = { maxConcurrent: null, tokensPerMinute: null };
interface Wish extends Partial<KeyLimits> {
  tokens?: number;
  patienceMs?: number;
  signal?: AbortSignal;
}
const take = ({ tokens = 10, patienceMs = 20_000, signal = forever, ...limits }: Wish) =>
  takeTurn(ctx, {
    connectionId,
    limits: { ...NONE, ...limits },
    tokens,
    patienceMs,
    signal,
  });
const rows = () => services.db.modelTurn.findMany({ where: { connectionId } });
/** A call of another process: its row is there, and this one knows nothing of it. */
const elsewhere = (row: { grantedAt: Date | null; tokens: number; aliveMs: number }) =>
  services.db.modelTurn.create({
    data: {
      id: `elsewhere-${String(Math.random())}`,
      workspaceId: ctx.workspace.id,
      connectionId,
      tokens: row.tokens,
      grantedAt: row.grantedAt,
      expiresAt: new Date(Date.now() + row.aliveMs),
    },
  });

describe("a key with limits", () => {
  it("is never used more often at once than it may, and everybody gets a turn in order", async () => {
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const calls = Array.from({ length: 12 }, async (_, index) => {
      const turn = await take({ maxConcurrent: 3 });
      order.push(index);
      running += 1;
      most = Math.max(most, running);
      // Held until two more have theirs, so that there are always three.
      await vi.waitFor(() => expect(order.length).toBeGreaterThanOrEqual(Math.min(index + 3, 12)), {
        timeout: 20_000,
        interval: 5,
      });
      running -= 1;
      await turn.end(1);
    });
    await Promise.all(calls);
    expect(most).toBe(3);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it("counts the calls of other processes, and forgets those of a dead one", async () => {
    await elsewhere({ grantedAt: new Date(), tokens: 1, aliveMs: 60_000 });
    const busy = take({ maxConcurrent: 1, patienceMs: 300 });
    await expect(busy).rejects.toMatchObject({ code: "model.busy", retryable: false });
    await services.db.modelTurn.updateMany({
      where: { connectionId },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    await (await take({ maxConcurrent: 1 })).end(1);
  });

  it("lets those of another process go first who came first", async () => {
    const before = await elsewhere({ grantedAt: null, tokens: 1, aliveMs: 60_000 });
    await expect(take({ maxConcurrent: 5, patienceMs: 300 })).rejects.toMatchObject({
      code: "model.busy",
    });
    await services.db.modelTurn.delete({ where: { id: before.id } });
    await (await take({ maxConcurrent: 5 })).end(1);
  });

  it("has so many tokens a minute, by what was used and not by what was expected", async () => {
    const tokensPerMinute = 1000;
    const first = await take({ tokensPerMinute, tokens: 900 });
    await expect(take({ tokensPerMinute, tokens: 200, patienceMs: 250 })).rejects.toMatchObject({
      code: "model.busy",
    });
    await first.end(300);
    const second = await take({ tokensPerMinute, tokens: 200 });
    await second.end(200);
    await services.sql.query(
      `update "ModelTurn" set "grantedAt" = "grantedAt" - interval '61 s' where "connectionId" = $1`,
      [connectionId],
    );
    await (await take({ tokensPerMinute, tokens: 1000 })).end(1);
  });

  it("takes a call that is larger than a minute when nothing else counts", async () => {
    await (await take({ tokensPerMinute: 100, tokens: 5000 })).end(5000);
    await expect(take({ tokensPerMinute: 100, tokens: 1, patienceMs: 250 })).rejects.toMatchObject({
      code: "model.busy",
    });
  });

  it("leaves the line at once with its run, and nobody is held up by it", async () => {
    const holding = await take({ maxConcurrent: 1 });
    const leaving = new AbortController();
    const waiting = take({ maxConcurrent: 1, signal: leaving.signal });
    const behind = take({ maxConcurrent: 1, signal: leaving.signal });
    let last: Turn | undefined;
    const stays = take({ maxConcurrent: 1 }).then((turn) => (last = turn));
    leaving.abort(new Error("left"));
    await expect(waiting).rejects.toThrow("left");
    await expect(behind).rejects.toThrow("left");
    expect(last).toBeUndefined();
    await holding.end(1);
    await (await stays).end(1);
    expect((await rows()).every(({ endedAt }) => endedAt !== null)).toBe(true);
  });

  it("is not another workspace's", async () => {
    const other = await services.newWorkspace();
    const input = { id: connectionId, maxConcurrent: 1, tokensPerMinute: null };
    await expect(setLimits({ ctx: other, input })).rejects.toMatchObject({
      code: "connection.not-found",
    });
  });
});

describe("the model port", () => {
  let api: ModelApi;
  beforeAll(async () => {
    api = await startModelApi();
  });
  afterAll(() => api.close());

  it("never has more calls open than the key may have, and notes what they used", async () => {
    await allowHost({ ctx, input: { host: "127.0.0.1", port: api.port } });
    const { baseUrl, apiKey } = api;
    const { id } = await createConnection({
      ctx,
      input: { provider: "openai-compatible", name: "Limited", baseUrl, apiKey },
    });
    await setLimits({ ctx, input: { id, maxConcurrent: 2, tokensPerMinute: 1_000_000 } });
    api.control({ delayMs: 20 });
    let most = 0;
    const ask = async () => {
      const request = {
        model: { connectionId: id, model: CHAT_MODEL },
        messages: [{ role: "user", content: "[1] Lunch is at noon." }] as const,
        signal: forever,
      };
      for await (const chunk of createModelPort(ctx).chat(request)) {
        void chunk;
        most = Math.max(most, api.calls.filter(({ closed }) => !closed).length);
      }
    };
    await Promise.all(Array.from({ length: 6 }, ask));
    expect(api.calls).toHaveLength(6);
    expect(most).toBeLessThanOrEqual(2);
    const turns = await services.db.modelTurn.findMany({ where: { connectionId: id } });
    expect(turns).toHaveLength(6);
    const used = api.calls.map(({ usage }) =>
      usage ? usage.prompt_tokens + usage.completion_tokens : 0,
    );
    expect(turns.map(({ tokens }) => tokens).sort()).toEqual(used.sort());
  });
});
