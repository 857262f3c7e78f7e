import { Prisma } from "@/lib/db/generated/client";

/** True when a write met a row that is unique and already there (Prisma's P2002). */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
