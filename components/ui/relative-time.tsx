"use client";

import { useFormatter, useNow } from "use-intl";
import { useHydrated } from "./use-hydrated";

export interface RelativeTimeProps {
  date: Date;
  className?: string;
}

/** "2 h ago", renewed every minute; the exact time on hover and in the markup. */
export function RelativeTime({ date, className }: RelativeTimeProps) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const hydrated = useHydrated();
  // A clock that is a little behind the server's must not say "in 3 seconds".
  const past = date > now ? now : date;
  return (
    <time
      // The server knows neither the reader's clock nor their time zone: its markup is replaced, not corrected.
      key={hydrated ? "here" : "server"}
      suppressHydrationWarning
      dateTime={date.toISOString()}
      title={format.dateTime(date, { dateStyle: "long", timeStyle: "short" })}
      className={className}
    >
      {format.relativeTime(past, { now, style: "narrow" })}
    </time>
  );
}
