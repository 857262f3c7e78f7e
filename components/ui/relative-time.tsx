"use client";

import { useFormatter, useNow } from "use-intl";

export interface RelativeTimeProps {
  date: Date;
  className?: string;
}

/** "2 h ago", renewed every minute; the exact time on hover and in the markup. */
export function RelativeTime({ date, className }: RelativeTimeProps) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  // A clock that is a little behind the server's must not say "in 3 seconds".
  const past = date > now ? now : date;
  return (
    <time
      dateTime={date.toISOString()}
      title={format.dateTime(date, { dateStyle: "long", timeStyle: "short" })}
      className={className}
      // The server knows neither the reader's clock nor their time zone.
      suppressHydrationWarning
    >
      {format.relativeTime(past, { now, style: "narrow" })}
    </time>
  );
}
