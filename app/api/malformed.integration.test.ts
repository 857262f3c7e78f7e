import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createKey } from "@/lib/services/publication/create-key";
import { setLimits } from "@/lib/services/publication/set-limits";
import { DEFAULT_LIMITS } from "@/lib/publication/settings";
import { freshDatabase } from "@/lib/testing/database";
import { malformedBodies } from "@/lib/testing/malformed-bodies";
import { openChannel, publishedWorkspace, SITE } from "@/lib/testing/published";
import { testServices, type TestServices } from "@/lib/testing/services";
import { answerIn, askRaw, bearer, framesOf, visit } from "@/lib/testing/visitor-client";
import { POST as batches } from "./embed/[publication]/batches/route";
import { POST as files } from "./embed/[publication]/files/route";
import { POST as questions } from "./embed/[publication]/questions/route";
import { POST as feedback } from "./embed/[publication]/runs/[runId]/feedback/route";
import { POST as session } from "./embed/[publication]/session/route";
import { POST as ask } from "./v1/ask/route";
import { POST as completions } from "./v1/chat/completions/route";
import { POST as mcp } from "./v1/mcp/route";

const holder: typeof globalThis & { groundworkServices?: Promise<TestServices> } = globalThis;
/** Of each kind some; with 1000 it takes a minute longer and finds no more. */
const BODIES = 40;
const QUESTION = "When does the garage close?";

type Post = (body: BodyInit) => Promise<Response>;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let posts: Record<string, Post>;

beforeAll(async () => {
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, long enough for them");
  database = await freshDatabase();
  services = await testServices(database);
  holder.groundworkServices = Promise.resolve(services);
  posts = await knockers();
});
afterAll(async () => {
  delete holder.groundworkServices;
  await services.close();
  await database.stop();
});

/** Whoever may come in, with whatever body. */
async function knockers(): Promise<Record<string, Post>> {
  const { ctx, workflowId, publicationId } = await publishedWorkspace(services);
  const most = 100_000;
  const limits = {
    ...DEFAULT_LIMITS,
    ...{ visitorPerMinute: most, publicationPerMinute: most, keyPerMinute: most },
  };
  await setLimits({ ctx, input: { workflowId, limits } });
  await openChannel(ctx, { workflowId, access: { channel: "api" } });
  await openChannel(ctx, { workflowId, access: { channel: "mcp" } });
  const { key } = await createKey({ ctx, input: { workflowId, name: "K", expiresInDays: null } });
  const { token } = await visit({ publicationId });
  const frames = await framesOf(await askRaw({ publicationId, token }, QUESTION));
  expect(answerIn(frames).kind).toBe("answered");
  const [first] = frames;
  const runId = first?.event.type === "started" ? first.event.runId : "";
  const params = Promise.resolve({ publication: publicationId, runId });
  const request = (body: BodyInit, headers: Record<string, string>, search = "") =>
    new Request(`http://localhost:4400/x${search}`, {
      ...{ method: "POST", headers: { origin: SITE, ...headers }, body },
    });
  const json = { "content-type": "application/json" };
  const visitor = { ...json, ...bearer(token) };
  const program = { ...json, ...bearer(key), accept: "application/json, text/event-stream" };
  return {
    session: (body) => session(request(body, json), { params }),
    questions: (body) => questions(request(body, visitor), { params }),
    feedback: (body) => feedback(request(body, visitor), { params }),
    files: (body) => files(request(body, visitor, "?name="), { params }),
    batches: (body) => batches(request(body, visitor, "?name=a.csv"), { params }),
    ask: (body) => ask(request(body, program)),
    completions: (body) => completions(request(body, program)),
    mcp: (body) => mcp(request(body, program)),
  };
}

const NAMES = [
  "session",
  "questions",
  "feedback",
  "files",
  "batches",
  "ask",
  "completions",
  "mcp",
] as const;

/** All that a stranger could leave behind. */
async function stored(): Promise<number[]> {
  const { db } = services;
  return [
    await db.visitor.count(),
    await db.conversation.count(),
    await db.run.count(),
    await db.runFeedback.count(),
    await db.conversationFile.count(),
    await db.formBatch.count(),
  ];
}

it.each(NAMES)(
  "%s refuses what is malformed with a 4xx, tells nothing of how it is made and keeps nothing",
  async (name) => {
    const before = await stored();
    const statuses = new Map<number, number>();
    for (const body of malformedBodies(BODIES, name)) {
      const response = (await posts[name]?.(body)) ?? new Response(null, { status: 599 });
      const text = await response.text();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      expect(text).not.toMatch(/node_modules|\bat \S+ \(|prisma|\.ts:\d/i);
    }
    const odd = [...statuses.keys()].filter((status) => status < 400 || status > 499);
    expect(odd, JSON.stringify([...statuses])).toEqual([]);
    expect(await stored()).toEqual(before);
  },
  300_000,
);
