import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { ServiceContext } from "../context";

/** Resolves when the database answers a query. Throws `health.no-database` (unavailable). */
export async function checkHealth({ ctx }: { ctx: Pick<ServiceContext, "sql"> }): Promise<void> {
  try {
    await ctx.sql.query("SELECT 1", []);
  } catch (cause) {
    throw new AppError("health.no-database", "unavailable", { cause });
  }
}
