import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { WorkspaceContext } from "../context";
import { enterWorkspace } from "./enter";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let member: WorkspaceContext;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database);
  const owner = await services.newWorkspace();
  member = await services.join(owner.workspace, "viewer");
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

describe("the door of a workspace", () => {
  it("lets a member in, with their role there", async () => {
    const session = { userId: member.actor.userId, sessionVersion: 1 };
    const { workspace, actor } = await enterWorkspace(services, session, member.workspace.slug);
    expect(workspace).toEqual(member.workspace);
    expect(actor).toEqual({ userId: session.userId, role: "viewer" });
  });

  it("is the same for a workspace of others and for none", async () => {
    const session = { userId: member.actor.userId, sessionVersion: 1 };
    const other = await services.newWorkspace();
    for (const slug of [other.workspace.slug, "no-such-workspace"]) {
      await expect(enterWorkspace(services, session, slug)).rejects.toMatchObject({
        code: "workspace.not-found",
      });
    }
  });

  it.each([
    ["nobody", () => null],
    ["revoked sessions", () => ({ userId: member.actor.userId, sessionVersion: 0 })],
    ["an account that is gone", () => ({ userId: "gone", sessionVersion: 1 })],
  ])("is closed to %s", async (_who, session) => {
    const entering = enterWorkspace(services, session(), member.workspace.slug);
    await expect(entering).rejects.toMatchObject({ code: "session.missing" });
  });
});
