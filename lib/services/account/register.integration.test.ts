import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SAMPLE_DOCUMENTS, SAMPLE_QUESTIONS } from "@/prisma/seed/sample";
import { loadSample } from "@/prisma/seed/load-sample";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import { createInvitation } from "../invitation/create";
import { listDocuments } from "../document/list";
import { listMembers } from "../member/list";
import { setMemberRole } from "../member/set-role";
import { removeMember } from "../member/remove";
import { followRun } from "../run/events";
import { startRun } from "../run/start";
import { enterWorkspace } from "../workspace/enter";
import { getWorkspace } from "../workspace/get";
import type { WorkspaceContext } from "../context";
import { registerAccount } from "./register";
import { accountStatus } from "./status";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let owner: WorkspaceContext;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

const person = (name: string, invitation?: string) => ({
  name,
  email: `${name.toLowerCase().replaceAll(" ", ".")}@example.com`,
  password: "correct horse battery",
  invitation,
});

async function enter(email: string, slug: string) {
  const { id, sessionVersion } = await services.db.user.findUniqueOrThrow({ where: { email } });
  return enterWorkspace(services, { userId: id, sessionVersion }, slug);
}

async function register(input: Parameters<typeof registerAccount>[0]["input"]) {
  const { workspace } = await registerAccount({ ctx: services, input });
  return enter(input.email, workspace);
}

async function invite(email: string): Promise<string> {
  const { url } = await createInvitation({
    ctx: owner,
    input: { email, role: "builder", by: "link" },
  });
  return url?.split("=")[1] ?? "";
}

describe("the first run", () => {
  it("has room for one owner, however many try at once", async () => {
    expect(await accountStatus({ ctx: services })).toEqual({ needsOwner: true });
    const all = await Promise.allSettled(
      ["Ada Lovelace", "Bea Busy"].map((name) => register(person(name))),
    );
    const [won] = all.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const [lost] = all.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
    if (!won) throw new Error("nobody registered");
    owner = won;
    expect(owner.actor.role).toBe("owner");
    expect(lost).toMatchObject({ code: "account.closed", kind: "forbidden" });
    expect(await accountStatus({ ctx: services })).toEqual({ needsOwner: false });
  });

  it("brings the sample, ready to be asked", async () => {
    await services.drainJobs();
    const { items: documents } = await listDocuments({ ctx: owner, input: {} });
    expect(documents).toHaveLength(SAMPLE_DOCUMENTS.length);
    expect(documents.filter(({ state }) => state !== "ready")).toEqual([]);
    const { sample } = await getWorkspace({ ctx: owner });
    const workflowId = sample?.workflowId ?? "";
    const questions = await services.db.testQuestion.count({ where: { workflowId } });
    expect(questions).toBe(SAMPLE_QUESTIONS.length);
    const input = { workflowId, question: SAMPLE_QUESTIONS[0]?.question ?? "" };
    const { runId } = await startRun({ ctx: owner, input });
    const types: string[] = [];
    for await (const event of followRun({ ctx: owner, input: { runId }, signal: undefined })) {
      types.push(event.type);
    }
    expect(types.at(-1)).toBe("run.finished");
  });

  it("brings it once, however often the job runs", async () => {
    const before = await services.db.documentVersion.count();
    const scope = { ...services, workspace: owner.workspace };
    const input = { userId: owner.actor.userId };
    await loadSample({ ctx: scope, input, signal: new AbortController().signal });
    expect(await services.db.documentVersion.count()).toBe(before);
    expect(await services.db.workflow.count()).toBe(1);
  });
});

describe("later people", () => {
  it("need an invitation for their address, which works once", async () => {
    const token = await invite("carl.careful@example.com");
    await expect(register(person("Dora Daring", token))).rejects.toMatchObject({
      code: "invitation.invalid",
    });
    const carl = await register(person("Carl Careful", token));
    expect(carl).toMatchObject({ workspace: owner.workspace, actor: { role: "builder" } });
    await expect(register(person("Carl Careful", token))).rejects.toMatchObject({
      code: expect.stringMatching(/email-taken|invitation\.invalid/) as string,
    });
    expect(await services.db.user.count({ where: { email: "dora.daring@example.com" } })).toBe(0);
  });

  it("can't come with an invitation that is too old", async () => {
    const token = await invite("eve.early@example.com");
    await services.db.invitation.updateMany({
      where: { email: "eve.early@example.com" },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    await expect(register(person("Eve Early", token))).rejects.toMatchObject({
      code: "invitation.invalid",
    });
  });
});

describe("owners", () => {
  it("are touched by owners only, and one always stays", async () => {
    const admin = await services.join(owner.workspace, "admin");
    const userId = owner.actor.userId;
    await expect(removeMember({ ctx: admin, input: { userId } })).rejects.toMatchObject({
      code: "member.owner-only",
    });
    const promote = { userId: admin.actor.userId, role: "owner" } as const;
    await expect(setMemberRole({ ctx: admin, input: promote })).rejects.toMatchObject({
      code: "member.owner-only",
    });
    await expect(removeMember({ ctx: owner, input: { userId } })).rejects.toMatchObject({
      code: "member.last-owner",
    });
    await setMemberRole({ ctx: owner, input: promote });
    const second = { ...admin, actor: { ...admin.actor, role: "owner" } } as const;
    const both = await Promise.allSettled([
      setMemberRole({ ctx: owner, input: { userId, role: "viewer" } }),
      setMemberRole({ ctx: second, input: { ...promote, role: "viewer" } }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const members = await listMembers({ ctx: owner });
    expect(members.filter(({ role }) => role === "owner")).toHaveLength(1);
  });
});
