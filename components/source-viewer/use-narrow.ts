"use client";

import { useSyncExternalStore } from "react";

/** Less than this has no room for an original beside its passages. */
const QUERY = "(width < 62rem)";

function subscribe(listener: () => void) {
  const media = window.matchMedia(QUERY);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

/** Whether what stands side by side has to go behind tabs. False in the server's markup. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(QUERY).matches,
    () => false,
  );
}
