"use client";

import { useSyncExternalStore } from "react";

const query = "(min-width: 768px)";

/** Whether there's room for a canvas. On the server, and so in the first render, it's assumed. */
export function useDesktop(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
    () => true,
  );
}
