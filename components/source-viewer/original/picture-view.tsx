"use client";

import { PageRegions, type PageRegionsProps } from "./page-regions";
import { regionsOnPage, type DrawnRegion, type RegionBox } from "./regions";

export interface PictureViewProps extends Pick<PageRegionsProps, "selected" | "onSelect"> {
  url: string;
  /** Says what it is a picture of; its text is in the list of passages. */
  label: string;
  regions: readonly DrawnRegion[];
  quote: readonly RegionBox[];
}

/** A picture with the places of its passages, as large as there is room. */
export function PictureView({ url, label, regions, quote, ...choice }: PictureViewProps) {
  return (
    <div className="h-full overflow-auto bg-raised p-4">
      <div className="relative mx-auto w-fit bg-white shadow-float">
        {/* eslint-disable-next-line @next/next/no-img-element -- behind the sign-in, and drawn as it is */}
        <img src={url} alt={label} className="block max-w-full" />
        <PageRegions {...choice} regions={regionsOnPage(regions, 1)} quote={quote} />
      </div>
    </div>
  );
}
