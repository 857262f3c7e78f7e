"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import type { UploadItem } from "./upload-item";
import type { UploadQueue } from "./upload-queue";
import { UploadRow } from "./upload-row";

const ROW_HEIGHT = 53;
/** Shorter lists are rendered whole. */
const VIRTUAL_FROM = 60;

/** Each file; of a long list only the rows in view, and a few around them, are in the page. */
export function UploadList({ items, queue }: { items: readonly UploadItem[]; queue: UploadQueue }) {
  const t = useTranslations("knowledge.upload");
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = items.length >= VIRTUAL_FROM;
  // Its functions are called in this render only, so nothing stale can be kept of them.
  // eslint-disable-next-line react-hooks/incompatible-library
  const rows = useVirtualizer({
    count: items.length,
    enabled: virtual,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    getItemKey: (index) => items[index]?.key ?? index,
  });
  const inView = virtual ? rows.getVirtualItems() : [];
  const before = inView[0]?.start ?? 0;
  const after = virtual ? rows.getTotalSize() - (inView.at(-1)?.end ?? 0) : 0;
  return (
    <div
      ref={scroller}
      // A list that scrolls by itself has to be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label={t("files")}
      className="max-h-72 overflow-y-auto border-t"
    >
      <ul style={{ paddingTop: before, paddingBottom: after }}>
        {virtual
          ? inView.map(({ index, key }) => {
              const item = items[index];
              return (
                item && (
                  <UploadRow
                    key={key}
                    ref={rows.measureElement}
                    index={index}
                    item={item}
                    queue={queue}
                  />
                )
              );
            })
          : items.map((item, index) => (
              <UploadRow key={item.key} index={index} item={item} queue={queue} />
            ))}
      </ul>
    </div>
  );
}
