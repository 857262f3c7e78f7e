"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/use-hydrated";
import { giveUp } from "./send-parts";
import type { UploadQueue } from "./upload-queue";
import { useUploadPlace } from "./use-upload-place";

/** Large files that were being sent when the page was closed: a browser can't read them again by itself. */
export function UnfinishedUploads({ queue }: { queue: UploadQueue }) {
  const t = useTranslations("knowledge.upload.unfinished");
  const place = useUploadPlace();
  const hydrated = useHydrated();
  const [, setDiscarded] = useState(0);
  // Once anything is sent, the files on their way speak for themselves.
  const idle = useStore(queue.store, ({ items }) => items.length === 0);
  const uploads = hydrated && idle ? place.memory.all() : [];
  if (uploads.length === 0) return null;
  const discard = async (id: string) => {
    await giveUp(place, id);
    setDiscarded((count) => count + 1);
  };
  return (
    <div className="rounded-card border bg-surface px-3.5 py-2 text-xs text-ink-2">
      <p>{t("body", { count: uploads.length })}</p>
      <ul>
        {uploads.map(({ id, name }) => (
          <li key={id} className="flex items-center gap-2">
            <span className="min-w-0 truncate text-ink">{name}</span>
            <Button
              variant="link"
              className="min-h-6 text-xs"
              aria-label={t("discardOf", { name })}
              onClick={() => void discard(id)}
            >
              {t("discard")}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
