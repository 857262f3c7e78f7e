import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "@/lib/publication/settings";
import { setLimits } from "@/lib/services/publication/set-limits";
import { freshDatabase } from "@/lib/testing/database";
import { publishedWorkspace } from "@/lib/testing/published";
import { testServices, type TestServices } from "@/lib/testing/services";
import {
  askRaw,
  bearer,
  followRaw,
  framesOf,
  paramsOf,
  visit,
  visitorRequest,
} from "@/lib/testing/visitor-client";
import { GET as exported } from "./[publication]/data/route";
import { POST as questions } from "./[publication]/questions/route";
import { POST as session } from "./[publication]/session/route";

const holder: typeof globalThis & { groundworkServices?: Promise<TestServices> } = globalThis;
const VISITORS = 200;
const MALFORMED = 1000;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let world: Awaited<ReturnType<typeof publishedWorkspace>>;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  holder.groundworkServices = Promise.resolve(services);
  world = await publishedWorkspace(services);
  const limits = { ...DEFAULT_LIMITS, visitorPerMinute: 5000, publicationPerMinute: 100_000 };
  await setLimits({ ctx: world.ctx, input: { workflowId: world.workflowId, limits } });
}, 600_000);
afterAll(async () => {
  delete holder.groundworkServices;
  await services.close();
  await database.stop();
});

/** Each from an address of its own, as sessions of one address are limited. */
const from = (number: number) => ({
  publicationId: world.publicationId,
  headers: { "x-forwarded-for": `10.0.${String(number >> 8)}.${String(number & 255)}` },
});

it(`crosses nothing between ${String(VISITORS)} conversations at once`, async () => {
  const canary = (number: number) => `canary${String(number)}x`;
  const said = await Promise.all(
    Array.from({ length: VISITORS }, async (_, number) => {
      const sent = from(number);
      const { token } = await visit(sent);
      const question = `When does the garage close, ${canary(number)}?`;
      const frames = await framesOf(await askRaw({ ...sent, token }, question));
      expect(frames.at(-1)?.event.type).toBe("answered");
      const data = await exported(
        visitorRequest("data", { ...sent, headers: bearer(token) }),
        paramsOf(sent.publicationId, {}),
      );
      return JSON.stringify(frames) + (await data.text());
    }),
  );
  const crossings = said.flatMap((text, number) =>
    [...text.matchAll(/canary\d+x/g)].filter(([found]) => found !== canary(number)),
  );
  expect(crossings).toEqual([]);
  said.forEach((text, number) => {
    expect(text).toContain(canary(number));
  });
}, 600_000);

const TABS = 50;

it(`gives each of ${String(TABS)} tabs of one visitor its own answer, whole`, async () => {
  const sent = from(VISITORS + 1);
  const { token } = await visit(sent);
  const canary = (tab: number) => `canary${String(tab)}x`;
  const asked = await Promise.all(
    Array.from({ length: TABS }, (_, tab) =>
      askRaw({ ...sent, token }, `When does the garage close, ${canary(tab)}?`),
    ),
  );
  const streams = await Promise.all(asked.map(framesOf));
  for (const frames of streams) {
    expect(frames.map(({ id }) => id)).toEqual([...new Set(frames.map(({ id }) => id))]);
    expect(frames.at(-1)?.event.type).toBe("answered");
  }
  const runIds = streams.map(([first]) =>
    first?.event.type === "started" ? first.event.runId : "",
  );
  expect(new Set(runIds).size).toBe(TABS);
  const data = await exported(
    visitorRequest("data", { ...sent, headers: bearer(token) }),
    paramsOf(sent.publicationId, {}),
  );
  const text = await data.text();
  streams.forEach((frames, tab) => {
    expect(text).toContain(canary(tab));
    const others = [...JSON.stringify(frames).matchAll(/canary\d+x/g)].map(([found]) => found);
    expect(others.filter((found) => found !== canary(tab))).toEqual([]);
  });

  // All of them may read one answer again, from any word on.
  const [runId = ""] = runIds;
  const [whole = []] = streams;
  const again = await Promise.all(
    Array.from({ length: TABS }, async (_, tab) => {
      const seen = whole[tab % whole.length];
      return framesOf(await followRaw({ ...sent, token }, runId, seen?.id));
    }),
  );
  again.forEach((frames, tab) => {
    const last = whole[tab % whole.length]?.id ?? 0;
    expect(frames.every(({ id }) => id > last)).toBe(true);
    if (last < (whole.at(-1)?.id ?? 0)) expect(frames.at(-1)).toEqual(whole.at(-1));
  });
}, 120_000);

it("tells tabs over the visitor's limit when they may ask again", async () => {
  const sent = from(VISITORS + 2);
  const { token } = await visit(sent);
  const limits = { ...DEFAULT_LIMITS, visitorPerMinute: 30, publicationPerMinute: 100_000 };
  await setLimits({ ctx: world.ctx, input: { workflowId: world.workflowId, limits } });
  const answers = await Promise.all(
    Array.from({ length: TABS }, () => askRaw({ ...sent, token }, "When does the garage close?")),
  );
  const refused = answers.filter(({ ok }) => !ok);
  expect(answers.length - refused.length).toBe(30);
  for (const response of refused) {
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({ code: "too-many" });
  }
  await Promise.all(answers.filter(({ ok }) => ok).map(framesOf));
}, 120_000);

const PIECES = [
  '{"question":',
  '"x"',
  "{",
  "}",
  "[",
  "null",
  '"requestId"',
  ":",
  ",",
  "\u0000",
  '"channel":"x"',
  "1e999",
  '{"__proto__":{"a":1}}',
  "\ud800",
  "a".repeat(70_000),
];

it(`answers ${String(MALFORMED)} malformed bodies with a 4xx each and stores nothing`, async () => {
  const { token } = await visit(from(0));
  const counts = () =>
    Promise.all([
      services.db.run.count(),
      services.db.conversation.count(),
      services.db.visitor.count(),
    ]);
  const before = await counts();
  const place = paramsOf(world.publicationId, {});
  const statuses = new Set<number>();
  for (let index = 0; index < MALFORMED; index += 1) {
    const pieces = Array.from({ length: randomInt(0, 6) }, () => PIECES[randomInt(PIECES.length)]);
    const body = pieces.join("");
    const init = { ...from(index), method: "POST", body };
    const asked = visitorRequest("questions", { ...init, headers: bearer(token) });
    for (const response of [
      await questions(asked, place),
      await session(visitorRequest("session", init), place),
    ]) {
      statuses.add(response.status);
      expect(await response.text()).not.toMatch(/\bat \w+ \(|node_modules/);
    }
  }
  expect([...statuses]).toEqual([400]);
  expect(await counts()).toEqual(before);
}, 600_000);
