"use client";

import { useSyncExternalStore } from "react";

/** The same width at which Tailwind's `max-sm:` applies. */
const QUERY = "(width < 40rem)";

function subscribe(listener: () => void) {
  const media = window.matchMedia(QUERY);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

/**
 * Whether the page is as narrow as a phone, for when something has to stand in another place there; for looks alone
 * use `max-sm:`. False in the server's markup.
 */
export function usePhone(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(QUERY).matches,
    () => false,
  );
}
