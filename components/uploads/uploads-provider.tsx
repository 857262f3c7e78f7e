"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { useTRPC } from "@/lib/trpc/client";
import { fingerprintOf } from "./remembered";
import { sendDocument } from "./send-document";
import { giveUp } from "./send-parts";
import { unfinishedOf } from "./upload-item";
import { UploadQueue } from "./upload-queue";
import { useUploadPlace } from "./use-upload-place";

const UploadsContext = createContext<UploadQueue | null>(null);

/** How often lists are fetched anew while files arrive, in ms. */
const REFRESH_MS = 2000;

/**
 * Sends files for as long as the workspace is open, whichever of its pages is looked at, and warns before the page is
 * left with files on their way.
 */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const place = useUploadPlace();
  const refresh = useRefresh();
  const [queue] = useState(
    () =>
      new UploadQueue({
        send: (document, options) => sendDocument(place, document, options),
        giveUp: ({ file, sourceId, folder = "" }) => {
          const id = place.memory.find(fingerprintOf(file, { sourceId, folder }));
          if (id !== null) void giveUp(place, id);
        },
        onChanged: refresh,
      }),
  );
  useEffect(() => warnBeforeLeaving(queue), [queue]);
  return <UploadsContext.Provider value={queue}>{children}</UploadsContext.Provider>;
}

/** The uploads of the workspace. Throws outside of one: that would be a mistake in the code. */
export function useUploadQueue(): UploadQueue {
  const queue = useContext(UploadsContext);
  if (!queue) throw new Error("useUploadQueue needs an UploadsProvider above it.");
  return queue;
}

/** Fetches the lists that show documents, however often it is called no more than every other second. */
function useRefresh(): () => void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [refresh] = useState(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    const run = () => {
      timer = undefined;
      last = Date.now();
      for (const router of [trpc.document, trpc.source, trpc.store]) {
        void queryClient.invalidateQueries(router.list.pathFilter());
      }
    };
    return () => {
      timer ??= setTimeout(run, Math.max(0, last + REFRESH_MS - Date.now()));
    };
  });
  return refresh;
}

/** The browser asks in words of its own. Returns how to stop warning. */
function warnBeforeLeaving(queue: UploadQueue): () => void {
  const warn = (event: BeforeUnloadEvent) => {
    if (unfinishedOf(queue.store.getState().totals) > 0) event.preventDefault();
  };
  window.addEventListener("beforeunload", warn);
  return () => window.removeEventListener("beforeunload", warn);
}
