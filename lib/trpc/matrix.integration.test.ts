import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAppError } from "@/lib/errors/app-error";
import { TRPCError } from "@trpc/server";
import type { AccessRow } from "@/lib/testing/access-cells";
import { ACCESS_ROWS } from "@/lib/testing/access-rows";
import { CALLERS, createAccessWorld, type AccessWorld } from "@/lib/testing/access-world";
import { freshDatabase } from "@/lib/testing/database";
import { unusedMailer } from "@/lib/testing/mail";
import { testServices, type TestServices } from "@/lib/testing/services";
import type { Session, SignedInUser } from "@/lib/services/context";
import { appRouter, createCaller } from "./app-router";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let world: AccessWorld;

beforeAll(async () => {
  database = await freshDatabase();
  services = await testServices(database, {}, { mailer: unusedMailer() });
  world = await createAccessWorld(services);
});
afterAll(async () => {
  await services.close();
  await database.stop();
});

const procedures = Object.keys(appRouter._def.procedures);

/** Calls a procedure and says what came of it; an error that has nothing to do with access counts as let in. */
async function outcomeOf(
  user: SignedInUser | null,
  call: { path: string; slug: string; input: unknown },
): Promise<string> {
  const caller = createCaller({ services, session: await sessionOf(user) });
  const procedure = call.path
    .split(".")
    .reduce<unknown>((branch, key) => (branch as Record<string, unknown>)[key], caller);
  const input = { workspace: call.slug, ...(call.input as object) };
  try {
    await settle(await (procedure as (input: unknown) => Promise<unknown>)(input));
    return "ok";
  } catch (error) {
    const cause = error instanceof TRPCError ? error.cause : error;
    if (!isAppError(cause)) throw error;
    return LET_IN.has(cause.code) ? "ok" : cause.kind;
  }
}

/** Some procedures revoke sessions: this is one of those that were made since. */
async function sessionOf(user: SignedInUser | null): Promise<Session | null> {
  if (!user) return null;
  const { id } = user;
  const { sessionVersion } = await services.db.user.findUniqueOrThrow({ where: { id } });
  return { userId: id, sessionVersion };
}

/** What a call that passed every check may still meet: the models of these tests have no server, or are built in. */
const LET_IN = new Set(["outbound.unreachable", "test-question.no-model"]);

/** A subscription has begun when its first event arrives. */
async function settle(result: unknown): Promise<void> {
  if (typeof result !== "object" || result === null || !(Symbol.asyncIterator in result)) return;
  const iterator = (result as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.return?.(undefined);
}

describe("who may call what", () => {
  it("has a row for every procedure, and for nothing else", () => {
    expect(Object.keys(ACCESS_ROWS).sort()).toEqual([...procedures].sort());
  });

  describe.each(procedures)("%s", (path) => {
    const row: AccessRow | undefined = (ACCESS_ROWS as Record<string, AccessRow>)[path];

    it.each(CALLERS)("as %s", async (caller) => {
      if (!row) throw new Error(`${path} has no row in lib/testing/access-rows.ts`);
      const input = await row.input?.(world, caller);
      const slug = world.owner.workspace.slug;
      expect(await outcomeOf(world.users[caller], { path, slug, input })).toBe(row.cells[caller]);
    });

    it.runIf(row?.foreign)("with ids of another workspace", async () => {
      const input = await row?.input?.(world, "owner");
      const slug = world.outsider.workspace.slug;
      expect(await outcomeOf(world.users.outsider, { path, slug, input })).toBe(row?.foreign);
    });
  });
});
