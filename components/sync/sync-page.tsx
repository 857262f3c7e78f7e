"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

// What connectors are called and how they are set up comes beside the page, as the editor does.
const Sync = dynamic(async () => (await import("./sync")).SyncInWords, {
  loading: () => <Skeleton className="m-8 h-80 rounded-card" />,
});

/** How a source is kept in sync: what is going on, what each run did, and why a file isn't there. */
export function SyncPage({ sourceId }: { sourceId: string }) {
  return <Sync sourceId={sourceId} />;
}
