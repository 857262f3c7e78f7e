import "server-only";
import { z } from "zod";
import type { Tx } from "../context";

export const byModel = z.object({ model: z.string().min(1).max(100) });

/** Lets one transaction at a time change which models are on the machine; held until it ends. */
export async function lockLocalModels(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('groundwork local models'))`;
}
