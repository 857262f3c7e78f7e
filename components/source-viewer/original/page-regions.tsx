"use client";

import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { nextKey, type PlacedRegion, type RegionBox } from "./regions";

export interface PageRegionsProps {
  regions: readonly PlacedRegion[];
  /** Places of a quote, drawn above the passages. */
  quote: readonly RegionBox[];
  selected: string | null;
  onSelect?: (key: string) => void;
}

/**
 * Passages and quote over a drawn page, which lies below. A click chooses a passage; the list of passages does the same
 * for the keyboard and for screen readers, which would get nothing from places without text.
 */
export function PageRegions({ regions, quote, selected, onSelect }: PageRegionsProps) {
  const t = useTranslations("sourceViewer");
  return (
    <div aria-hidden className="absolute inset-0">
      {regions.map((region) => (
        <button
          key={region.keys.join(" ") + region.top + region.left}
          type="button"
          tabIndex={-1}
          data-region={region.keys.join(" ")}
          data-chosen={selected !== null && region.keys.includes(selected)}
          title={region.names.map((name) => t("passages.choose", { name })).join(", ")}
          onClick={() => {
            const key = nextKey(region.keys, selected);
            if (key !== undefined) onSelect?.(key);
          }}
          style={placeOf(region)}
          className={cn(
            "absolute rounded-[3px] border transition-colors",
            // Pages are white in the dark as well, so these are the tints of light mode.
            region.excluded ? EXCLUDED : TINTS[region.index % 2],
            selected !== null && region.keys.includes(selected) && CHOSEN,
          )}
        />
      ))}
      {quote.map((box, index) => (
        <span
          key={index}
          data-quote
          style={placeOf(box)}
          className="pointer-events-none absolute rounded-[2px] bg-page-quote"
        />
      ))}
    </div>
  );
}

const TINTS = [
  "border-transparent bg-page-a hover:border-page-line",
  "border-transparent bg-page-b hover:border-page-line",
];
const EXCLUDED = "border-dashed border-page-line bg-transparent";
const CHOSEN = "border-page-chosen bg-page-mark hover:border-page-chosen";

function placeOf({ left, top, width, height }: RegionBox) {
  const percent = (share: number) => `${String(Math.round(share * 10_000) / 100)}%`;
  // A little room around the letters.
  const room = 0.003;
  return {
    left: percent(left - room),
    top: percent(top - room / 2),
    width: percent(width + 2 * room),
    height: percent(height + room),
  };
}
