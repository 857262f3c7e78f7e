import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { linkIn, startMailServer, type MailServer } from "@/e2e/servers/mail/server";
import type { SessionAnswer, VisitorProblem } from "@/lib/publication/protocol";
import { invite } from "@/lib/services/publication/invite";
import { listInvitations } from "@/lib/services/publication/invitations";
import { uninvite } from "@/lib/services/publication/uninvite";
import { freshDatabase } from "@/lib/testing/database";
import { mailerTo } from "@/lib/testing/mail";
import { openChannel, publishedWorkspace } from "@/lib/testing/published";
import { testServices, type TestServices } from "@/lib/testing/services";
import { paramsOf, startVisit, visitorRequest } from "@/lib/testing/visitor-client";
import { POST as signIn } from "./[publication]/sign-in/route";

const holder: typeof globalThis & { groundworkServices?: Promise<TestServices> } = globalThis;
const EMAIL = "iris@people.example";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let server: MailServer;
let world: Awaited<ReturnType<typeof publishedWorkspace>>;
let publicationId: string;

beforeAll(async () => {
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, long enough for them");
  database = await freshDatabase();
  server = await startMailServer();
  services = await testServices(database, {}, { mailer: mailerTo(server.port) });
  holder.groundworkServices = Promise.resolve(services);
  world = await publishedWorkspace(services);
  const access = { channel: "page", who: "invited" } as const;
  publicationId = await openChannel(world.ctx, { workflowId: world.workflowId, access });
});
afterAll(async () => {
  delete holder.groundworkServices;
  await services.close();
  await server.close();
  await database.stop();
});
beforeEach(async () => {
  server.control({ reset: true });
  await services.sql.query(`delete from "RateLimit"`, []);
  await services.sql.query(`delete from "PublicationInvitation"`, []);
  const input = {
    workflowId: world.workflowId,
    email: EMAIL,
    channel: "page",
    by: "mail",
  } as const;
  expect(await invite({ ctx: world.ctx, input })).toMatchObject({ url: null });
});

/** As our own page sends it. */
const ownPage = () => ({
  publicationId,
  origin: null,
  headers: { "sec-fetch-site": "same-origin", host: "localhost:4400" },
});
const enter = (proof: object) => startVisit(ownPage(), { channel: "page", ...proof });
const codeOf = async (response: Response) => ((await response.json()) as VisitorProblem).code;
function ask(email: string): Promise<Response> {
  const body = JSON.stringify({ channel: "page", email });
  return signIn(
    visitorRequest("sign-in", { ...ownPage(), method: "POST", body }),
    paramsOf(publicationId, {}),
  );
}
async function newestToken(): Promise<string> {
  await services.drainJobs();
  const mail = server.mails.at(-1);
  return linkIn(mail as never).split("#sign-in=")[1] ?? "";
}

describe("somebody who was invited to a page", () => {
  it("comes in by the invitation that was mailed", async () => {
    await services.drainJobs();
    expect(server.mails[0]?.to).toEqual([EMAIL]);
    const invitation = linkIn(server.mails[0] as never).split("#invitation=")[1] ?? "";
    expect((await enter({ invitation })).status).toBe(200);
  });

  it("asks for a link, which comes to the mailbox, works once and is forgotten", async () => {
    expect(await codeOf(await enter({}))).toBe("address-needed");
    expect((await ask(EMAIL)).status).toBe(204);
    const token = await newestToken();
    const stored = JSON.stringify(await services.db.publicationInvitation.findMany());
    expect(stored).not.toContain(token);
    const came = await enter({ signIn: token });
    expect(came.status).toBe(200);
    const { visitor } = (await came.json()) as SessionAnswer;
    expect(await codeOf(await enter({ signIn: token }))).toBe("address-needed");
    // Who came in once is known by this browser, until the invitation is taken back.
    expect((await enter({ visitor })).status).toBe(200);
    const [{ id } = { id: "" }] = await listInvitations({
      ctx: world.ctx,
      input: { workflowId: world.workflowId },
    });
    await uninvite({ ctx: world.ctx, input: { workflowId: world.workflowId, id } });
    expect(await codeOf(await enter({ visitor }))).toBe("address-needed");
  });

  it("finds an older link replaced, an old one run out, and one of two uses at once refused", async () => {
    await ask(EMAIL);
    const first = await newestToken();
    await ask(EMAIL);
    const second = await newestToken();
    expect(second).not.toBe(first);
    expect(await codeOf(await enter({ signIn: first }))).toBe("address-needed");
    const both = await Promise.all([enter({ signIn: second }), enter({ signIn: second })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    await ask(EMAIL);
    const late = await newestToken();
    await services.db.publicationInvitation.updateMany({ data: { signInUntil: new Date(0) } });
    expect(await codeOf(await enter({ signIn: late }))).toBe("address-needed");
  });
});

describe("somebody who was not invited", () => {
  it("gets the same answers and limits, and no mail", async () => {
    await services.drainJobs();
    server.control({ reset: true });
    const statuses = async (email: string) => {
      const all = [];
      for (let count = 0; count < 4; count++) all.push((await ask(email)).status);
      return all;
    };
    expect(await statuses("eve@people.example")).toEqual([204, 204, 204, 429]);
    expect(await statuses(EMAIL)).toEqual([204, 204, 204, 429]);
    await services.drainJobs();
    expect(new Set(server.mails.flatMap(({ to }) => to))).toEqual(new Set([EMAIL]));
    expect(await codeOf(await ask("a@b.example, c@d.example"))).toBe("bad-input");
  });
});
