"use client";

import { useSyncExternalStore } from "react";

const STORAGE_KEY = "groundwork.rail";
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** Whether the person folded the rail, remembered in this browser; null while they never chose. */
export function useRailChoice(): [boolean | null, (folded: boolean) => void] {
  const stored = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(STORAGE_KEY),
    () => null,
  );
  return [stored === null ? null : stored === "folded", choose];
}

function choose(folded: boolean) {
  localStorage.setItem(STORAGE_KEY, folded ? "folded" : "open");
  for (const listener of listeners) listener();
}
