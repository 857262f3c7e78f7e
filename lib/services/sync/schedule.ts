import "server-only";
import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { isTimeZone, nextTime, type AtTimes } from "@/lib/knowledge/sync/next-time";

/** Minutes from five to a week; null when somebody asks, or at times. */
const everyMinutesSchema = z.number().int().min(5).max(10_080).nullable();

/** As SourceSync.atTimes holds it. */
export const atTimesSchema = z.object({
  times: z
    .array(z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/))
    .min(1)
    .max(24)
    .readonly(),
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7).readonly(),
  zone: z.string().max(100).refine(isTimeZone),
});

/** When a source is synced by itself: every so many minutes, at times of day, or neither. Times count where both are given. */
export const scheduleFields = {
  everyMinutes: everyMinutesSchema,
  atTimes: atTimesSchema.nullish(),
};

export interface Schedule {
  readonly everyMinutes: number | null;
  readonly atTimes: AtTimes | null;
}

/** What was sent or stored of it. */
export function readSchedule(given: {
  readonly everyMinutes: number | null;
  readonly atTimes?: unknown;
}): Schedule {
  const atTimes = atTimesSchema.nullish().parse(given.atTimes) ?? null;
  return { everyMinutes: atTimes ? null : given.everyMinutes, atTimes };
}

/** Its times as SourceSync.atTimes takes them. */
export const storedTimes = ({ atTimes }: Schedule) =>
  atTimes
    ? { times: [...atTimes.times], days: [...atTimes.days], zone: atTimes.zone }
    : Prisma.DbNull;

/** When the next run is due; null when somebody asks. */
export function nextRun({ everyMinutes, atTimes }: Schedule, now = new Date()): Date | null {
  if (atTimes) return nextTime(atTimes, now);
  return everyMinutes === null ? null : new Date(now.getTime() + everyMinutes * 60_000);
}

const DAY_MINUTES = 24 * 60;

/** Whether it comes at least once a day. */
export const isDaily = ({ everyMinutes, atTimes }: Schedule): boolean =>
  atTimes ? new Set(atTimes.days).size === 7 : everyMinutes !== null && everyMinutes <= DAY_MINUTES;
