"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** False in the server's markup and in the first client render, true afterwards. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
