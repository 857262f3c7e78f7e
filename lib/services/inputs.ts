import { z } from "zod";

/** An id made by the database: opaque, checked against the workspace in the query that uses it. */
export const idSchema = z.string().min(1).max(64);
/** A name that people give things. */
export const nameSchema = z.string().trim().min(1).max(120);
export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** Long enough to resist guessing, short enough that hashing can't be used to exhaust the server. */
export const passwordSchema = z.string().min(10).max(200);

export const byId = z.object({ id: idSchema });
export const named = z.object({ name: nameSchema });
export const renamed = z.object({ id: idSchema, name: nameSchema });

export type ById = z.infer<typeof byId>;
export type Named = z.infer<typeof named>;
export type Renamed = z.infer<typeof renamed>;
