import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { linkIn, startMailServer, type MailServer } from "@/e2e/servers/mail/server";
import type { VisitorProblem } from "@/lib/publication/protocol";
import { setHandOver } from "@/lib/services/publication/set-hand-over";
import { freshDatabase } from "@/lib/testing/database";
import { mailerTo } from "@/lib/testing/mail";
import { publishedWorkspace } from "@/lib/testing/published";
import { testServices, type TestServices } from "@/lib/testing/services";
import {
  askRaw,
  bearer,
  framesOf,
  paramsOf,
  visit,
  visitorRequest,
} from "@/lib/testing/visitor-client";
import { DELETE as forget } from "./[publication]/data/route";
import { POST as handOver } from "./[publication]/runs/[runId]/hand-over/route";

const holder: typeof globalThis & { groundworkServices?: Promise<TestServices> } = globalThis;
const INBOX = "help@desk.example";
const VISITOR = "vera@home.example";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let server: MailServer;
let world: Awaited<ReturnType<typeof publishedWorkspace>>;

beforeAll(async () => {
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, long enough for them");
  database = await freshDatabase();
  server = await startMailServer();
  services = await testServices(database, {}, { mailer: mailerTo(server.port) });
  holder.groundworkServices = Promise.resolve(services);
  world = await publishedWorkspace(services);
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
  await setInbox(INBOX);
});

const at = () => ({ publicationId: world.publicationId });
const setInbox = (email: string | null) =>
  setHandOver({ ctx: world.ctx, input: { workflowId: world.workflowId, email } });
async function asked(token: string, question: string): Promise<string> {
  const [first] = await framesOf(await askRaw({ ...at(), token }, question));
  return first?.event.type === "started" ? first.event.runId : "";
}
function send(token: string, runId: string, body: object): Promise<Response> {
  const request = visitorRequest(`runs/${runId}/hand-over`, {
    ...at(),
    headers: bearer(token),
    method: "POST",
    body: JSON.stringify(body),
  });
  return handOver(request, paramsOf(world.publicationId, { runId }));
}
const codeOf = async (response: Response) => ((await response.json()) as VisitorProblem).code;

describe("a conversation that is handed over", () => {
  it("arrives with what was said, from which sources, and is answered to the visitor", async () => {
    const { token, look, conversation } = await visit(at());
    expect(look.handOver).toBe(true);
    await asked(token, "When does the garage close?");
    const runId = await asked(token, "Who won the football world cup in 1998?");
    const response = await send(token, runId, {
      email: ` ${VISITOR.toUpperCase()} `,
      message: "Please help <b>me</b>\r\nBcc: all@home.example",
    });
    expect(response.status).toBe(204);
    expect(server.tries).toBe(0);
    await services.drainJobs();
    const [got] = server.mails;
    expect(server.mails).toHaveLength(1);
    expect(got).toMatchObject({ to: [INBOX], mail: { replyTo: [{ address: VISITOR }] } });
    const text = got?.mail.text ?? "";
    expect(text).toContain("> When does the garage close?");
    expect(text).toContain("parking.md");
    expect(text).toContain("> Who won the football world cup in 1998?");
    expect(text).toContain("> Bcc: all@home.example");
    expect(got?.mail.html).toContain("Please help &lt;b&gt;me&lt;/b&gt;");
    expect(linkIn(got as never)).toContain(`/conversations?conversation=${conversation.id}`);
  });

  it("keeps answers from restricted documents out of the mail", async () => {
    const { token, conversation } = await visit(at());
    const runId = await asked(token, "When does the garage close?");
    const where = { id: conversation.id };
    await services.db.conversation.update({ where, data: { restricted: true } });
    await send(token, runId, { email: VISITOR });
    await services.drainJobs();
    const text = server.mails[0]?.mail.text ?? "";
    expect(text).toContain("The answers are left out");
    expect(text).not.toContain("parking.md");
  });

  it("is not mailed any more once the visitor had everything deleted", async () => {
    const { token } = await visit(at());
    const runId = await asked(token, "When does the garage close?");
    expect((await send(token, runId, { email: VISITOR })).status).toBe(204);
    const request = visitorRequest("data", { ...at(), headers: bearer(token), method: "DELETE" });
    expect((await forget(request, paramsOf(world.publicationId, {}))).ok).toBe(true);
    expect(await services.db.mail.count({ where: { state: "queued" } })).toBe(0);
    await services.drainJobs();
    expect(server.tries).toBe(0);
  });

  it("is refused to other visitors, for what is no address, where nobody takes over, and after too many", async () => {
    const mine = await visit(at());
    const runId = await asked(mine.token, "When does the garage close?");
    const other = await visit(at());
    expect(await codeOf(await send(other.token, runId, { email: VISITOR }))).toBe("not-found");
    for (const email of [
      "a@b.example, c@d.example",
      "a@b.example\r\nBcc: c@d.example",
      "nobody",
      "",
    ]) {
      expect(await codeOf(await send(mine.token, runId, { email }))).toBe("bad-input");
    }
    await setInbox(null);
    expect((await visit(at())).look.handOver).toBe(false);
    expect(await codeOf(await send(mine.token, runId, { email: VISITOR }))).toBe("not-found");
    await setInbox(INBOX);
    const statuses = [];
    for (let count = 0; count < 4; count++) {
      statuses.push((await send(mine.token, runId, { email: VISITOR })).status);
    }
    expect(statuses).toEqual([204, 204, 204, 429]);
    await services.drainJobs();
    expect(server.mails).toHaveLength(3);
  });
});
