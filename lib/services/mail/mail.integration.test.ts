import fs from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { linkIn, startMailServer, type MailServer } from "@/e2e/servers/mail/server";
import { createCaller } from "@/lib/trpc/app-router";
import { freshDatabase } from "@/lib/testing/database";
import { mailerTo } from "@/lib/testing/mail";
import { testServices, type TestServices } from "@/lib/testing/services";
import { registerAccount } from "../account/register";
import type { WorkspaceContext } from "../context";
import { createInvitation } from "../invitation/create";
import { listInvitations } from "../invitation/list";
import { revokeInvitation } from "../invitation/revoke";
import { listMembers } from "../member/list";
import { mailOverview } from "./overview";
import { queueMail } from "./queue";
import { sendTestMail } from "./test";

/** Nothing that the redaction of logs would know by its form. */
const PASSWORD = "Qz7hummingbird4Xw9finchVt2wren";
const LOGIN = { user: "ground", password: PASSWORD };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let server: MailServer;
let ctx: WorkspaceContext;
let logged = "";

beforeAll(async () => {
  // What pino writes to standard output goes through these two; it is kept, not shown.
  const keep = (data: unknown) => {
    logged += data instanceof Uint8Array ? Buffer.from(data).toString("utf8") : String(data);
  };
  const { write } = fs;
  vi.spyOn(fs, "write").mockImplementation((...args: Parameters<typeof write>) => {
    keep(args[1]);
    write(...args);
  });
  vi.spyOn(fs, "writeSync").mockImplementation((_, data) => {
    keep(data);
    return data.length;
  });
  database = await freshDatabase();
  server = await startMailServer({ login: LOGIN });
  services = await testServices(database, {}, { mailer: mailerTo(server.port, LOGIN) });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await services.close();
  await server.close();
  await database.stop();
});
beforeEach(async () => {
  server.control({ reset: true });
  ctx = await services.newWorkspace();
});

const invite = (email: string) =>
  createInvitation({ ctx, input: { email, role: "builder", by: "mail" } });
const stored = async () => JSON.stringify(await services.db.mail.findMany());
const mailsOf = async () => (await mailOverview({ ctx })).mails;

describe("an invitation by mail", () => {
  it("reaches the person alone, works once and proves the address", async () => {
    const email = "grace@people.example";
    expect(await invite(email)).toEqual({ url: null });
    expect(await listInvitations({ ctx })).toMatchObject([{ email, mail: { state: "queued" } }]);
    expect(server.tries).toBe(0);
    await services.drainJobs();
    expect(await listInvitations({ ctx })).toMatchObject([{ email, mail: { state: "sent" } }]);
    const [got] = server.mails;
    expect(got).toMatchObject({
      to: [email],
      mail: { subject: `Pat Person invites you to ${ctx.workspace.name}` },
    });
    const token = linkIn(got as never).split("invitation=")[1] ?? "";
    expect(await stored()).not.toContain(token);
    const person = { name: "Grace", email, password: "a long and quiet river", invitation: token };
    await registerAccount({ ctx: services, input: person });
    const joined = (await listMembers({ ctx })).find((member) => member.email === email);
    expect(joined).toMatchObject({ role: "builder", addressConfirmed: { by: null } });
  });

  it("that is withdrawn before it was sent is not sent", async () => {
    await invite("late@people.example");
    const [open] = await listInvitations({ ctx });
    await revokeInvitation({ ctx, input: { id: open?.id ?? "" } });
    await services.drainJobs();
    expect(server.tries).toBe(0);
    expect(await mailsOf()).toEqual([]);
  });

  it("by a link proves nothing, and nothing is sent where no mail server is named", async () => {
    const none = { ...ctx, mailer: null };
    const input = { email: "kay@people.example", role: "viewer", by: "mail" } as const;
    await expect(createInvitation({ ctx: none, input })).rejects.toMatchObject({
      code: "mail.not-set-up",
    });
    expect(await listInvitations({ ctx })).toEqual([]);
    const { url } = await createInvitation({ ctx: none, input: { ...input, by: "link" } });
    const invitation = url?.split("invitation=")[1] ?? "";
    await registerAccount({
      ctx: services,
      input: { ...input, name: "Kay", password: "a long and quiet river", invitation },
    });
    const joined = (await listMembers({ ctx })).find((member) => member.email === input.email);
    expect(joined).toMatchObject({ addressConfirmed: null });
  });
});

describe("a mail on its way", () => {
  it("is tried again while the server is busy, and sent once", async () => {
    server.control({ mode: "busy" });
    await sendTestMail({ ctx });
    let looks = 0;
    // The worker tries again at once in tests: the server recovers after the third try.
    const recovery = setInterval(() => {
      looks += 1;
      if (server.tries >= 3) server.control({ mode: "work" });
    }, 10);
    await services.drainJobs();
    clearInterval(recovery);
    expect(looks).toBeGreaterThan(0);
    expect(server.mails).toHaveLength(1);
    expect(await mailsOf()).toMatchObject([{ kind: "test", state: "sent", error: null }]);
  });

  it("is given up at once where the server refuses it for good", async () => {
    server.control({ mode: "refuse" });
    await invite("nobody@people.example");
    await services.drainJobs();
    expect(server.tries).toBe(1);
    expect(await mailsOf()).toMatchObject([
      { state: "failed", error: { code: "mail.refused", params: { status: 550 } } },
    ]);
    expect(await services.db.mail.count({ where: { sealedMessage: { not: null } } })).toBe(0);
  });

  it("keeps its Message-ID when the answer to a try was lost", async () => {
    server.control({ loseAnswers: 1 });
    await sendTestMail({ ctx });
    await services.drainJobs();
    expect(server.mails).toHaveLength(2);
    expect(new Set(server.mails.map(({ mail }) => mail.messageId)).size).toBe(1);
  });

  it("is not queued for what is no address", async () => {
    const message = { subject: "x", parts: [] };
    for (const to of ["a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"]) {
      const queued = services.db.$transaction((tx) =>
        queueMail(tx, ctx, { kind: "test", to, message }),
      );
      await expect(queued).rejects.toMatchObject({ code: "mail.bad-address" });
    }
  });
});

describe("the password of the mail server", () => {
  it("is in no log, row, error or reply, however the server fails", async () => {
    const user = await services.db.user.findUniqueOrThrow({ where: { id: ctx.actor.userId } });
    const caller = createCaller({
      services,
      session: { userId: user.id, sessionVersion: user.sessionVersion },
    });
    const workspace = ctx.workspace.slug;
    const replies: unknown[] = [];
    server.control({ mode: "leak" });
    await queueTest();
    await services.drainJobs();
    replies.push(await caller.mail.overview({ workspace }));
    replies.push(await caller.mail.status({ workspace }), await caller.audit.list({ workspace }));
    const jobs = await services.sql.query("select * from pgboss.job", []);
    const texts = {
      logged,
      replies: JSON.stringify(replies),
      rows: await stored(),
      jobs: JSON.stringify(jobs),
    };
    expect(texts.logged).toContain("mail.sign-in-refused");
    expect(texts.replies).toContain("mail.sign-in-refused");
    for (const [where, text] of Object.entries(texts)) {
      expect(text.includes(PASSWORD), where).toBe(false);
      expect(text.includes(Buffer.from(PASSWORD).toString("base64").slice(0, 30)), where).toBe(
        false,
      );
    }
  });

  const queueTest = () =>
    services.db.$transaction((tx) =>
      queueMail(tx, ctx, {
        kind: "test",
        to: "ada@people.example",
        message: { subject: "x", parts: [] },
      }),
    );
});
