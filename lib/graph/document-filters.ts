import { z } from "zod/mini";

/**
 * Which documents may be found: conditions over what is known of a document, all of which have to hold. A closed
 * table; stored filters are data, and their values only ever reach a database as parameters.
 */
export const FILTER_OPERATORS = {
  /** One of the tags that people gave it. */
  tag: ["is", "is-not"],
  /** The folder it lies in, or one below. */
  folder: ["is", "is-not"],
  /** The source it came with, by id. */
  source: ["is", "is-not"],
  /** The language most of it is in, ISO 639-1; a document whose language can't be told is in none. */
  language: ["is", "is-not"],
  /** When its present content came, in UTC: days as YYYY-MM-DD, or a number of days back from now. */
  updated: ["since", "before", "last-days"],
} as const;

export type FilterField = keyof typeof FILTER_OPERATORS;
export const FILTER_FIELDS = [
  "tag",
  "folder",
  "source",
  "language",
  "updated",
] as const satisfies readonly FilterField[];

const MAX_VALUES = 50;
export const MAX_FILTERS = 10;
export const MAX_DAYS = 36_500;

/** Any of them will do. */
const values = z
  .array(z.string().check(z.minLength(1), z.maxLength(500)))
  .check(z.minLength(1), z.maxLength(MAX_VALUES));
const list = <Name extends Exclude<FilterField, "updated">>(field: Name) =>
  z.object({ field: z.literal(field), operator: z.enum(FILTER_OPERATORS[field]), values });

export const documentFilterSchema = z.union([
  list("tag"),
  list("folder"),
  list("source"),
  list("language"),
  z.object({
    field: z.literal("updated"),
    operator: z.enum(["since", "before"]),
    values: z.array(z.iso.date()).check(z.length(1)),
  }),
  z.object({
    field: z.literal("updated"),
    operator: z.literal("last-days"),
    values: z.array(z.string().check(z.refine(isDays))).check(z.length(1)),
  }),
]);
export type DocumentFilter = z.infer<typeof documentFilterSchema>;

/** A filter as it is saved: what it compares with may be missing. */
export const filterDraftSchema = z.object({
  field: z.enum(FILTER_FIELDS),
  operator: z.string(),
  values: z.array(z.string()),
});
export type FilterDraft = z.infer<typeof filterDraftSchema>;

/** Whether it says all that it compares with. */
export function isComplete(filter: unknown): boolean {
  return documentFilterSchema.safeParse(filter).success;
}

function isDays(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= MAX_DAYS;
}
