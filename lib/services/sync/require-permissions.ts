import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { WorkspaceContext } from "../context";
import { openSource } from "../source-connection/open";
import { isDaily, type Schedule } from "./schedule";

/** Whether its documents are for those alone who may read them at the source. */
export const respectsPermissionsSchema = z.boolean().default(false);

/** Longest that somebody waits for the source to say what it tells this connection. */
const TIMEOUT_MS = 30_000;
/** What was read of permissions does not count for long. Throws `sync.permissions-schedule`. */
export function requireSchedule(schedule: Schedule): void {
  if (isDaily(schedule)) return;
  throw new AppError("sync.permissions-schedule", "bad-request");
}

/**
 * Refuses to respect permissions where it would be guessing. Throws `sync.permissions-unable` for a kind of source that
 * doesn't tell them, `sync.permissions-schedule` for one that nobody would follow, `sync.permissions-untold` with what the
 * connection lacks, `source-connection.not-found`, `connector.…`, `outbound.…`.
 */
export async function requirePermissions(
  ctx: WorkspaceContext,
  { connectionId, schedule }: { connectionId: string; schedule: Schedule },
): Promise<void> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const { definition, runtime, call } = await openSource(ctx, connectionId, signal);
  if (!definition.abilities.permissions || !runtime.permissionsCheck) {
    throw new AppError("sync.permissions-unable", "bad-request", {
      params: { source: definition.messages.en.label },
    });
  }
  requireSchedule(schedule);
  const { ok, params } = await runtime.permissionsCheck(call);
  if (ok) return;
  throw new AppError("sync.permissions-untold", "bad-request", {
    params: { reason: String(params?.reason ?? "other") },
  });
}
