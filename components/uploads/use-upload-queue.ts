"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/lib/trpc/client";
import { fingerprintOf } from "./remembered";
import { sendDocument } from "./send-document";
import { giveUp } from "./send-parts";
import { UploadQueue } from "./upload-queue";
import { useUploadsSlot } from "./uploads-provider";
import { useUploadPlace } from "./use-upload-place";

/** How often lists are fetched anew while files arrive, in ms. */
const REFRESH_MS = 2000;

/** The uploads of the workspace, which go on when the component that asked is gone. */
export function useUploadQueue(): UploadQueue {
  const slot = useUploadsSlot();
  const place = useUploadPlace();
  const refresh = useRefresh();
  const [queue] = useState(() =>
    slot.open(
      () =>
        new UploadQueue({
          send: (document, options) => sendDocument(place, document, options),
          giveUp: ({ file, sourceId, folder = "" }) => {
            const id = place.memory.find(fingerprintOf(file, { sourceId, folder }));
            if (id !== null) void giveUp(place, id);
          },
          onChanged: refresh,
        }),
    ),
  );
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
      for (const shown of [trpc.document, trpc.source.list, trpc.store.list]) {
        void queryClient.invalidateQueries(shown.pathFilter());
      }
    };
    return () => {
      timer ??= setTimeout(run, Math.max(0, last + REFRESH_MS - Date.now()));
    };
  });
  return refresh;
}
