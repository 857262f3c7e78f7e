import { Prisma } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors/app-error";

/** `database.busy` for a transaction that got no turn in time or took too long (Prisma's P2028); else null. */
export function databaseBusy(error: unknown): AppError | null {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2028")
    return null;
  return new AppError("database.busy", "unavailable", { retryable: true, cause: error });
}
