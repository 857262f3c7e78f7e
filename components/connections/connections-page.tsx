"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

// What connectors are called and how they are set up comes beside the page, as the editor does.
const Connections = dynamic(async () => (await import("./connections")).ConnectionsInWords, {
  loading: () => <Skeleton className="m-8 h-80 rounded-card" />,
});

/** The sources outside that are connected, and how they are. */
export function ConnectionsPage() {
  return <Connections />;
}
