import type { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";

/**
 * A value of a Json column, parsed: what is stored may be older than the code that reads it.
 * Throws the schema's own error when it does not fit.
 */
export function readJson<S extends z.core.$ZodType>(
  schema: S & { parse: (value: unknown) => z.core.output<S> },
  value: unknown,
): z.core.output<S> {
  return schema.parse(value);
}

/**
 * A value for a Json column. The cast is safe because JSON is what comes out: anything JSON can't hold (undefined
 * members, functions) is dropped here rather than refused by the database; a null becomes SQL NULL.
 */
export function writeJson(value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull {
  if (value === null || value === undefined) return Prisma.DbNull;
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}
