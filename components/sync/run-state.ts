import type { RouterOutputs } from "@/lib/trpc/client";

export type SyncView = RouterOutputs["sync"]["view"];
export type SyncRun = SyncView["runs"][number];

export function isAtWork(run: SyncRun | undefined): boolean {
  return run !== undefined && run.endedAt === null;
}
