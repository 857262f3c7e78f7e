import type { Metadata } from "next";
import { ChannelsPage } from "@/components/publish/channels-page";
import { translator } from "@/lib/i18n/translator";

export const metadata: Metadata = { title: translator("publish")("title") };

export default async function Channels({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ChannelsPage workflowId={id} />;
}
