/** Times of day on days of the week, where the clock shows them. */
export interface AtTimes {
  /** "07:30", of 24 hours. */
  readonly times: readonly string[];
  /** From 1 for Monday to 7 for Sunday. */
  readonly days: readonly number[];
  /** As the IANA names it, such as "Europe/Berlin". */
  readonly zone: string;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * The next of these times after a moment; null where there is none. A time that a clock skips when summer time begins comes as much
 * later as the clock goes forward, one that it shows twice when summer time ends comes the first time.
 */
export function nextTime({ times, days, zone }: AtTimes, after: Date): Date | null {
  const shown = clockOf(zone);
  const today = Math.floor(shown(after.getTime()) / DAY);
  // From the day before to the same weekday of next week, and one more for a day that its clock skips.
  for (let day = today - 1; day <= today + 8; day++) {
    // 1970 began on a Thursday.
    if (!days.includes(((day + 3) % 7) + 1)) continue;
    const moments = times.map((time) => momentOf(day * DAY + minutesOf(time) * MINUTE, shown));
    const next = Math.min(...moments.filter((moment) => moment > after.getTime()));
    if (Number.isFinite(next)) return new Date(next);
  }
  return null;
}

/** Whether the name of a time zone is one. */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** What the clock of a zone shows at a moment, as milliseconds of a clock that knows no summer time. */
type Clock = (moment: number) => number;

function clockOf(zone: string): Clock {
  const format = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (moment) => {
    const parts = format.formatToParts(moment);
    const part = (type: Intl.DateTimeFormatPartTypes) =>
      Number(parts.find((found) => found.type === type)?.value ?? 0);
    return Date.UTC(
      part("year"),
      part("month") - 1,
      part("day"),
      part("hour"),
      part("minute"),
      part("second"),
    );
  };
}

/** The moment at which a clock shows a time; a clock goes by one offset the day before and by the same or another the day after. */
function momentOf(wanted: number, shown: Clock): number {
  const offsets = [wanted - DAY, wanted + DAY].map((near) => shown(near) - near);
  const moments = offsets.map((offset) => wanted - offset);
  const right = moments.filter((moment) => shown(moment) === wanted);
  return right.length > 0 ? Math.min(...right) : (moments[0] ?? wanted);
}

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
};
