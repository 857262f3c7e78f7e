import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProtocolServer } from "../testing/protocol-server";
import { Keeper } from "./kept";
import { Session } from "./session";

let server: ProtocolServer;
let keeper: Keeper;
let session: Session;
beforeEach(async () => {
  server = await new ProtocolServer().start();
  keeper = new Keeper("p1", null);
  session = new Session({ base: server.base, publication: "p 1", channel: "widget", keeper });
});
afterEach(() => server.close());

const sessions = () => server.calls.filter(({ path }) => path === "session");
const bodyOf = (index: number) => JSON.parse(sessions()[index]?.body ?? "null") as unknown;

describe("a session", () => {
  it("keeps who the visitor is, and says it the next time", async () => {
    await session.start();
    expect(bodyOf(0)).toEqual({ channel: "widget" });
    expect(keeper.read()).toMatchObject({
      visitor: "visitor-1",
      conversationId: "conversation-1",
      look: { title: "Help desk" },
    });
    await session.start();
    expect(bodyOf(1)).toEqual({
      channel: "widget",
      visitor: "visitor-1",
      conversationId: "conversation-1",
    });
  });

  it("is started once for calls at the same time, by the first call if nobody did", async () => {
    await Promise.all([session.call("files"), session.call("files"), session.start()]);
    expect(sessions()).toHaveLength(1);
    expect(server.calls.at(-1)?.authorization).toBe("Bearer token-1");
  });

  it("renews its token before it ends", async () => {
    server.behaviour.tokenMs = 20_000;
    await session.call("files");
    await session.call("files");
    const used = server.calls.filter(({ path }) => path === "files");
    expect(used.map(({ authorization }) => authorization)).toEqual([
      "Bearer token-1",
      "Bearer token-2",
    ]);
  });

  it.each(["token-expired", "token-refused"] as const)("starts anew once on %s", async (code) => {
    const refusal = { path: "files", status: 401, problem: { code, message: "" } };
    server.behaviour.refuse = [refusal];
    expect((await session.call("files")).status).toBe(200);
    server.behaviour.refuse = [refusal, { ...refusal }];
    await expect(session.call("files")).rejects.toMatchObject({ code });
    expect(sessions()).toHaveLength(3);
  });

  it("goes on as a new visitor when the one it kept is no longer known", async () => {
    keeper.write({ visitor: "of-old", conversationId: "of-old" });
    const problem = { code: "token-refused", message: "" } as const;
    server.behaviour.refuse = [{ path: "session", status: 401, problem }];
    await session.start();
    expect(bodyOf(0)).toEqual({ channel: "widget", visitor: "of-old", conversationId: "of-old" });
    expect(bodyOf(1)).toEqual({ channel: "widget" });
  });

  it("does not do so for a person whose statement is no longer good", async () => {
    await session.start();
    const problem = { code: "token-expired", message: "" } as const;
    server.behaviour.refuse = [{ path: "session", status: 401, problem }];
    await expect(session.identify("a.b.c")).rejects.toMatchObject({ code: "token-expired" });
  });

  it("says why a call was refused, and when to come back", async () => {
    const problem = { code: "too-many", message: "Slow down.", retryAfterMs: 4000 } as const;
    server.behaviour.refuse = [{ path: "files", status: 429, problem }];
    await expect(session.call("files")).rejects.toMatchObject({
      code: "too-many",
      message: "Slow down.",
      retryAfterMs: 4000,
    });
  });

  it("goes on as another person, and as nobody", async () => {
    await session.start();
    const kept = { visitor: "visitor-1", conversationId: "conversation-1" };
    await session.identify("a.b.c");
    expect(bodyOf(1)).toEqual({ channel: "widget", ...kept, identity: "a.b.c" });
    // The statement may have run out when the token is renewed.
    await session.start();
    expect(bodyOf(2)).toEqual({ channel: "widget", ...kept });
    await session.identify(null);
    expect(bodyOf(3)).toEqual({ channel: "widget" });
  });

  it("starts as the person it is told of before anything else", async () => {
    const identified = session.identify("a.b.c");
    await Promise.all([identified, session.start()]);
    expect(sessions()).toHaveLength(1);
    expect(bodyOf(0)).toEqual({ channel: "widget", identity: "a.b.c" });
  });

  it("begins another conversation as the same visitor", async () => {
    await session.start();
    await session.startAnew();
    expect(bodyOf(1)).toEqual({ channel: "widget", visitor: "visitor-1" });
  });

  it("sends a password and remembers none of it", async () => {
    await session.enter("open sesame");
    expect(bodyOf(0)).toEqual({ channel: "widget", password: "open sesame" });
    expect(JSON.stringify(keeper.read())).not.toContain("sesame");
  });
});
