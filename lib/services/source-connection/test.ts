import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { openSource } from "./open";

/** Longest that somebody waits for a test. */
const TIMEOUT_MS = 30_000;

type Test = Call<ById> & { signal: AbortSignal | undefined };

/**
 * Looks whether a connection can do what it is for, and says what exactly is missing. One that works again is tried again
 * by what uses it. Throws `source-connection.not-found`, `connector.throttled`, `connector.no-answer`, `outbound.…`.
 */
export async function testSourceConnection({ ctx, input, signal }: Test) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const both = signal ? AbortSignal.any([signal, timeout]) : timeout;
  const { runtime, call } = await openSource(ctx, input.id, both);
  const { account, checks } = await runtime.test(call);
  const works = checks.every(({ ok }) => ok);
  await ctx.db.sourceConnection.updateMany({
    where: { id: input.id, workspaceId: ctx.workspace.id },
    data: { account, ...(works && { error: Prisma.DbNull }) },
  });
  return { account, checks: checks.map((check) => ({ ...check, params: check.params ?? {} })) };
}
