"use client";

import { useHydrated } from "@/components/ui/use-hydrated";

/** The address that this installation was opened at; a stand-in until the page is in a browser. */
export function useOrigin(): string {
  return useHydrated() ? window.location.origin : "https://…";
}
