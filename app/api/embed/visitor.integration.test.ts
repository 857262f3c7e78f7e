import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { SignJWT } from "jose";
import type { VisitorProblem } from "@/lib/publication/protocol";
import { confirmSource } from "@/lib/services/publication/confirm-source";
import { renewIdentityKey } from "@/lib/services/publication/renew-identity-key";
import { setAccess } from "@/lib/services/publication/set-access";
import { setLimits } from "@/lib/services/publication/set-limits";
import { switchChannel } from "@/lib/services/publication/switch-channel";
import { withdrawSource } from "@/lib/services/publication/withdraw-source";
import { DEFAULT_LIMITS } from "@/lib/publication/settings";
import { freshDatabase } from "@/lib/testing/database";
import { changeNodes } from "@/lib/testing/knowledge";
import { openChannel, publishedWorkspace, SITE } from "@/lib/testing/published";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import {
  answerIn,
  askRaw,
  bearer,
  followRaw,
  framesOf,
  paramsOf,
  startVisit,
  visit,
  visitorRequest,
} from "@/lib/testing/visitor-client";
import { DELETE as forget, GET as exported } from "./[publication]/data/route";
import { GET as excerpt } from "./[publication]/runs/[runId]/citations/[number]/route";
import { POST as feedback } from "./[publication]/runs/[runId]/feedback/route";
import { OPTIONS as preflight } from "./[publication]/questions/route";

const holder: typeof globalThis & { groundworkServices?: Promise<TestServices> } = globalThis;
const QUESTION = "When does the garage close?";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let world: Awaited<ReturnType<typeof publishedWorkspace>>;
let other: typeof world;

beforeAll(async () => {
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, long enough for them");
  database = await freshDatabase();
  services = await testServices(database);
  holder.groundworkServices = Promise.resolve(services);
  world = await publishedWorkspace(services);
  other = await publishedWorkspace(services);
});
afterAll(async () => {
  delete holder.groundworkServices;
  vi.useRealTimers();
  await services.close();
  await database.stop();
});

const at = (publicationId = world.publicationId) => ({ publicationId });
const codeOf = async (response: Response) => ((await response.json()) as VisitorProblem).code;
const askAs = async (token: string, question = QUESTION) =>
  framesOf(await askRaw({ ...at(), token }, question));

describe("a visitor of an allowed site", () => {
  it("is answered with quotes, and learns no id of a document", async () => {
    const { token } = await visit(at());
    const frames = await askAs(token);
    expect(frames[0]?.event).toMatchObject({ type: "started" });
    const answer = answerIn(frames);
    expect(answer).toMatchObject({ kind: "answered" });
    expect(answer.citations[0]).toMatchObject({ documentName: "parking.md" });
    expect(JSON.stringify(frames)).not.toContain(world.documentId);
    const ids = frames.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  it("gets what it missed of a stream exactly once", async () => {
    const { token } = await visit(at());
    const frames = await askAs(token);
    const [first] = frames;
    const runId = first?.event.type === "started" ? first.event.runId : "";
    const rest = await framesOf(await followRaw({ ...at(), token }, runId, first?.id));
    expect(rest.map(({ id }) => id)).toEqual(frames.slice(1).map(({ id }) => id));
    expect(await framesOf(await followRaw({ ...at(), token }, runId, frames.at(-1)?.id))).toEqual(
      [],
    );
  });

  it("asks a question once, however often it is sent", async () => {
    const { token } = await visit(at());
    const name = "the-same-request-id";
    const [a, b] = await Promise.all([
      askRaw({ ...at(), token }, QUESTION, name).then(framesOf),
      askRaw({ ...at(), token }, QUESTION, name).then(framesOf),
    ]);
    expect(a[0]?.event).toEqual(b[0]?.event);
    const changed = await askRaw({ ...at(), token }, "Something else?", name);
    expect(await codeOf(changed)).toBe("bad-input");
  });

  it("finds its conversation again, and nobody else's", async () => {
    const first = await visit(at());
    await askAs(first.token);
    const conversationId = first.conversation.id;
    const back = await visit(at(), { visitor: first.visitor, conversationId });
    expect(back.conversation.exchanges).toMatchObject([{ question: QUESTION, state: "answered" }]);
    const stranger = await visit(at(), { conversationId });
    expect(stranger.conversation).toMatchObject({ exchanges: [] });
    expect(stranger.conversation.id).not.toBe(conversationId);
  });

  it("opens the source around a quote as long as it may be shown", async () => {
    const { token } = await visit(at());
    const frames = await askAs(token);
    const [first] = frames;
    const runId = first?.event.type === "started" ? first.event.runId : "";
    const [citation] = answerIn(frames).citations;
    const open = () =>
      excerpt(
        visitorRequest("x", { ...at(), headers: bearer(token) }),
        paramsOf(world.publicationId, { runId, number: String(citation?.number) }),
      );
    expect(await (await open()).json()).toMatchObject({
      quote: citation?.quote,
      headings: [expect.any(String)],
      href: null,
    });
    const { ctx, workflowId, sourceId } = world;
    await withdrawSource({ ctx, input: { workflowId, sourceId } });
    expect((await open()).status).toBe(404);
    await confirmSource({ ctx, input: { workflowId, sourceId, audience: "anyone" } });
  });

  it("rates an answer, takes its data along and is forgotten", async () => {
    const { token } = await visit(at());
    const [first] = await askAs(token);
    const runId = first?.event.type === "started" ? first.event.runId : "";
    const send = { ...at(), headers: bearer(token) };
    const body = JSON.stringify({ value: "down", comment: "Too short" });
    const rated = await feedback(
      visitorRequest("x", { ...send, method: "POST", body }),
      paramsOf(world.publicationId, { runId }),
    );
    expect(rated.status).toBe(204);
    const place = paramsOf(world.publicationId, {});
    const data = await (await exported(visitorRequest("data", send), place)).text();
    expect(data).toContain("Too short");
    expect(data).toContain(QUESTION);
    const gone = await forget(visitorRequest("data", { ...send, method: "DELETE" }), place);
    expect(gone.status).toBe(204);
    expect(await services.db.run.count({ where: { id: runId } })).toBe(0);
    expect(await codeOf(await askRaw({ ...at(), token }, QUESTION))).toBe("token-refused");
  });
});

describe("everybody else fails closed", () => {
  it.each([
    ["another site", "https://evil.example"],
    ["a site that only looks like it", `${SITE}.evil.example`],
    ["a page of nobody's", "null"],
    ["no origin", null],
  ])("from %s", async (_, origin) => {
    const refused = await startVisit({ ...at(), origin });
    expect(refused.status).toBe(403);
    // The page may read why, and there is nothing else to read.
    expect(refused.headers.get("access-control-allow-origin")).toBe("*");
    expect(refused.headers.get("access-control-allow-credentials")).toBeNull();
    expect(Object.keys((await refused.json()) as object).sort()).toEqual(["code", "message"]);
    const { token } = await visit(at());
    const replayed = await askRaw({ ...at(), token, origin }, QUESTION);
    expect(await codeOf(replayed)).toBe("origin-refused");
  });

  it("with a token of another publication, a changed or an unsigned one", async () => {
    const { token } = await visit(at());
    const foreign = await askRaw({ ...at(other.publicationId), token }, QUESTION);
    expect(await codeOf(foreign)).toBe("token-refused");
    const [head = "", body = "", mac = ""] = token.split(".");
    const unsigned = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    const forged = [`${head}.${body}.${mac.slice(0, -2)}AA`, `${unsigned}.${body}.`, "x", mac];
    for (const bad of forged) {
      expect(await codeOf(await askRaw({ ...at(), token: bad }, QUESTION))).toBe("token-refused");
    }
    const { visitor } = await visit(at());
    expect(await codeOf(await askRaw({ ...at(), token: visitor }, QUESTION))).toBe("token-refused");
  });

  it("with a token whose ten minutes are over", async () => {
    const { token } = await visit(at());
    vi.useFakeTimers({ now: Date.now() + 11 * 60_000, toFake: ["Date"] });
    const late = await askRaw({ ...at(), token }, QUESTION);
    vi.useRealTimers();
    expect(await codeOf(late)).toBe("token-expired");
  });

  it("in a run of another conversation", async () => {
    const mine = await visit(at());
    const [first] = await askAs(mine.token);
    const runId = first?.event.type === "started" ? first.event.runId : "";
    const { token } = await visit(at());
    expect((await followRaw({ ...at(), token }, runId)).status).toBe(404);
  });

  it("once the channel is closed, or who may use it changes", async () => {
    const { ctx, workflowId } = other;
    const sent = at(other.publicationId);
    const { token } = await visit(sent);
    const access = { channel: "widget", origins: [SITE, "https://b.example"], identified: false };
    await setAccess({ ctx, input: { workflowId, access: { ...access, channel: "widget" } } });
    expect(await codeOf(await askRaw({ ...sent, token }, QUESTION))).toBe("token-refused");
    await switchChannel({ ctx, input: { workflowId, channel: "widget", on: false } });
    expect(await codeOf(await startVisit(sent))).toBe("not-live");
    await switchChannel({ ctx, input: { workflowId, channel: "widget", on: true } });
  });
});

describe("browsers that ask first", () => {
  it("may send from anywhere, and read what is answered on allowed sites alone", async () => {
    expect(preflight().headers.get("access-control-allow-origin")).toBe("*");
    const allowed = await startVisit(at());
    expect(allowed.headers.get("access-control-allow-origin")).toBe(SITE);
    expect(allowed.headers.get("vary")).toContain("Origin");
  });
});

describe("what visitors are answered from", () => {
  it("is the published version, whatever becomes of the draft", async () => {
    const { ctx, workflowId } = world;
    await changeNodes(ctx, { workflowId, type: "refusal", params: { message: "Draft refusal" } });
    const { token } = await visit(at());
    const answer = answerIn(await askAs(token, "Who won the world cup in 1954?"));
    expect(answer.kind).toBe("refused");
    expect(answer.text).not.toContain("Draft refusal");
  });

  it("is nothing that nobody confirmed, though it is linked to the same store", async () => {
    const { ctx, workflowId, sourceId } = world;
    await withdrawSource({ ctx, input: { workflowId, sourceId } });
    const { token } = await visit(at());
    expect(answerIn(await askAs(token)).kind).toBe("refused");
    await confirmSource({ ctx, input: { workflowId, sourceId, audience: "invited" } });
    expect(answerIn(await askAs(token)).kind).toBe("refused");
    await confirmSource({ ctx, input: { workflowId, sourceId, audience: "anyone" } });
    expect(answerIn(await askAs(token)).kind).toBe("answered");
  });

  it("is nothing of a document that was removed", async () => {
    const { ctx, sourceId } = other;
    const text = "# Canteen\n\nThe canteen serves lunch from eleven to two.\n";
    const { id } = await uploadText(ctx, { sourceId, name: "canteen.md", text });
    await services.drainJobs();
    const sent = at(other.publicationId);
    const { token } = await visit(sent);
    const question = "When does the canteen serve lunch?";
    const before = answerIn(await framesOf(await askRaw({ ...sent, token }, question)));
    expect(before.kind).toBe("answered");
    await services.db.document.update({ where: { id }, data: { deletedAt: new Date() } });
    const after = answerIn(await framesOf(await askRaw({ ...sent, token }, question)));
    expect(after.kind).toBe("refused");
  });
});

describe("limits", () => {
  it("hold a visitor to so many questions a minute, and say when to come back", async () => {
    const { ctx, workflowId } = other;
    const limits = { ...DEFAULT_LIMITS, visitorPerMinute: 2 };
    await setLimits({ ctx, input: { workflowId, limits } });
    const sent = at(other.publicationId);
    const { token } = await visit(sent);
    const first = await askRaw({ ...sent, token }, QUESTION);
    expect(first.headers.get("ratelimit-limit")).toBe("2");
    await framesOf(await askRaw({ ...sent, token }, QUESTION));
    const third = await askRaw({ ...sent, token }, QUESTION);
    expect(third.status).toBe(429);
    expect(Number(third.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await codeOf(third)).toBe("too-many");
    await setLimits({ ctx, input: { workflowId, limits: DEFAULT_LIMITS } });
  });

  it("end in a polite message once the day's money is spent", async () => {
    const { ctx, workflowId, publicationId } = other;
    const limits = { ...DEFAULT_LIMITS, dailyCap: 1 };
    await setLimits({ ctx, input: { workflowId, limits } });
    await services.db.modelCall.create({
      data: {
        workspaceId: ctx.workspace.id,
        connectionId: "any",
        model: "m",
        publicationId,
        inputTokens: 1,
        outputTokens: 1,
        cost: 1,
      },
    });
    const sent = at(publicationId);
    const { token } = await visit(sent);
    const refused = await askRaw({ ...sent, token }, QUESTION);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      code: "spent",
      message: expect.stringMatching(/come back later/) as string,
    });
    await setLimits({ ctx, input: { workflowId, limits: DEFAULT_LIMITS } });
  });
});

describe("people a host page vouches for", () => {
  const statement = (key: string, exp: string, sub = "customer-7") =>
    new SignJWT({ name: "Ada" })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(sub)
      .setExpirationTime(exp)
      .sign(new TextEncoder().encode(key));

  it("are the same visitor wherever they come from, and only with a good statement", async () => {
    const { ctx, workflowId } = world;
    const { key } = await renewIdentityKey({ ctx, input: { workflowId } });
    const first = await visit(at(), { identity: await statement(key, "5m") });
    await askAs(first.token);
    const conversationId = first.conversation.id;
    const again = await visit(at(), { identity: await statement(key, "5m"), conversationId });
    expect(again.conversation.exchanges).toHaveLength(1);
    const someoneElse = await visit(at(), {
      identity: await statement(key, "5m", "customer-8"),
      conversationId,
    });
    expect(someoneElse.conversation.exchanges).toEqual([]);
    const refusals = [statement("another key", "5m"), statement(key, "400d")];
    for (const identity of await Promise.all(refusals)) {
      expect(await codeOf(await startVisit(at(), { identity }))).toBe("token-refused");
    }
    const late = await startVisit(at(), { identity: await statement(key, "-5m") });
    expect(await codeOf(late)).toBe("token-expired");
  });
});

describe("the hosted page", () => {
  const own = { origin: null, headers: { "sec-fetch-site": "same-origin" } };

  it("asks for its password once", async () => {
    const { ctx, workflowId, publicationId } = world;
    const access = { channel: "page", who: "password" } as const;
    await openChannel(ctx, { workflowId, access, password: "open sesame" });
    const sent = { publicationId, ...own };
    expect(await codeOf(await startVisit(sent, { channel: "page" }))).toBe("password-needed");
    const wrong = await startVisit(sent, { channel: "page", password: "wrong" });
    expect(await codeOf(wrong)).toBe("password-wrong");
    const { visitor } = await visit(sent, { channel: "page", password: "open sesame" });
    expect((await startVisit(sent, { channel: "page", visitor })).status).toBe(200);
    await openChannel(ctx, { workflowId, access, password: "another one" });
    const changed = await startVisit(sent, { channel: "page", visitor });
    expect(await codeOf(changed)).toBe("password-needed");
    const elsewhere = await startVisit(
      { publicationId, origin: SITE },
      { channel: "page", password: "another one" },
    );
    expect(await codeOf(elsewhere)).toBe("origin-refused");
  });

  it("is closed to those who are no members where it is for members", async () => {
    const { ctx, workflowId, publicationId } = world;
    await openChannel(ctx, { workflowId, access: { channel: "page", who: "members" } });
    const refused = await startVisit({ publicationId, ...own }, { channel: "page" });
    expect(await codeOf(refused)).toBe("sign-in-needed");
  });

  it("asks for the link of the invitation where it is for those who were invited, and none can be mailed", async () => {
    const { ctx, workflowId, publicationId } = world;
    await openChannel(ctx, { workflowId, access: { channel: "page", who: "invited" } });
    const refused = await startVisit({ publicationId, ...own }, { channel: "page" });
    expect(await codeOf(refused)).toBe("invitation-needed");
  });
});
