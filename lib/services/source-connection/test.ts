import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { openSource } from "./open";

/** Longest that somebody waits for a test. */
const TIMEOUT_MS = 30_000;

/** Kept with a connection that lacks something: what uses it is not tried by itself any more. The test says what it is. */
const INCOMPLETE = { code: "connector.incomplete", params: {} };

type Test = Call<ById> & { signal: AbortSignal | undefined };

/**
 * Looks whether a connection can do what it is for, and says what exactly is missing. One that lacks something
 * needs an admin until a test finds all of it; then it is tried again by what uses it. Throws `source-connection.not-found`, `connector.throttled`, `connector.no-answer`, `outbound.…`.
 */
export async function testSourceConnection({ ctx, input, signal }: Test) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const both = signal ? AbortSignal.any([signal, timeout]) : timeout;
  const { runtime, call } = await openSource(ctx, input.id, both);
  const { account, checks } = await runtime.test(call);
  const works = checks.every(({ ok, aside }) => ok || aside);
  await ctx.db.sourceConnection.updateMany({
    where: { id: input.id, workspaceId: ctx.workspace.id },
    data: { account, error: works ? Prisma.DbNull : INCOMPLETE },
  });
  return { account, checks: checks.map((check) => ({ ...check, params: check.params ?? {} })) };
}
