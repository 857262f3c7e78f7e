"use client";

import { useFormatter, useNow } from "use-intl";

/** Says how long ago a moment was ("2 h ago"), renewed every minute. */
export function useTimeAgo(): (moment: Date) => string {
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  // A clock that is a little behind the server's must not say "in 3 seconds".
  return (moment) => format.relativeTime(moment > now ? now : moment, { now, style: "narrow" });
}
