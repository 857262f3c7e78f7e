import type { Metadata } from "next";
import { SyncPage } from "@/components/sync/sync-page";
import { translator } from "@/lib/i18n/translator";

export const metadata: Metadata = { title: translator("connections")("sync.history") };

export default async function Sync({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <SyncPage sourceId={id} />;
}
