"use client";

import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { unfinishedOf } from "./upload-item";
import type { UploadQueue } from "./upload-queue";

/** Holds the queue of a workspace from its first use on; what makes one is fetched with the pages that send files. */
export class UploadsSlot {
  private queue: UploadQueue | null = null;

  /** The queue; made by the first who asks. */
  open(make: () => UploadQueue): UploadQueue {
    return (this.queue ??= make());
  }

  /** How many files are on their way. */
  get unfinished(): number {
    return this.queue ? unfinishedOf(this.queue.store.getState().totals) : 0;
  }
}

const UploadsContext = createContext<UploadsSlot | null>(null);

/**
 * Keeps files being sent for as long as the workspace is open, whichever of its pages is looked at, and warns before the
 * page is left with files on their way.
 */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const [slot] = useState(() => new UploadsSlot());
  useEffect(() => warnBeforeLeaving(slot), [slot]);
  return <UploadsContext.Provider value={slot}>{children}</UploadsContext.Provider>;
}

/** Where the workspace's uploads are. Throws outside of one: that would be a mistake in the code. */
export function useUploadsSlot(): UploadsSlot {
  const slot = useContext(UploadsContext);
  if (!slot) throw new Error("useUploadsSlot needs an UploadsProvider above it.");
  return slot;
}

/** The browser asks in words of its own. Returns how to stop warning. */
function warnBeforeLeaving(slot: UploadsSlot): () => void {
  const warn = (event: BeforeUnloadEvent) => {
    if (slot.unfinished > 0) event.preventDefault();
  };
  window.addEventListener("beforeunload", warn);
  return () => window.removeEventListener("beforeunload", warn);
}
