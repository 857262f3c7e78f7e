import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import type { JobName, JobPayload } from "./definitions";

/** Takes jobs; whoever enqueues doesn't learn who works on them, or where. */
export interface JobQueue {
  /**
   * Adds a job within the caller's transaction: it exists exactly when the transaction's other rows do, and no
   * worker sees it before.
   */
  enqueue<Name extends JobName>(
    tx: Prisma.TransactionClient,
    name: Name,
    payload: JobPayload<Name>,
  ): Promise<void>;
}
