"use client";

import { useFormatter } from "use-intl";
import { useHydrated } from "./use-hydrated";
import { useTimeAgo } from "./use-time-ago";

export interface RelativeTimeProps {
  date: Date;
  className?: string;
}

/** "2 h ago", renewed every minute; the exact time on hover and in the markup. */
export function RelativeTime({ date, className }: RelativeTimeProps) {
  const format = useFormatter();
  const timeAgo = useTimeAgo();
  const hydrated = useHydrated();
  return (
    <time
      // The server knows neither the reader's clock nor their time zone: its markup is replaced, not corrected.
      key={hydrated ? "here" : "server"}
      suppressHydrationWarning
      dateTime={date.toISOString()}
      title={format.dateTime(date, { dateStyle: "long", timeStyle: "short" })}
      className={className}
    >
      {timeAgo(date)}
    </time>
  );
}
