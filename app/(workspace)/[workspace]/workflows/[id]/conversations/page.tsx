import type { Metadata } from "next";
import { ConversationsPage } from "@/components/conversations/conversations-page";
import { translator } from "@/lib/i18n/translator";

export const metadata: Metadata = { title: translator("conversations")("title") };

export default async function Conversations({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ConversationsPage workflowId={id} />;
}
