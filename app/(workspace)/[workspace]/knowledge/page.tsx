import type { Metadata } from "next";
import { KnowledgePage } from "@/components/knowledge/knowledge-page";
import { translator } from "@/lib/i18n/translator";
import { getQueryClient, HydrateClient, trpc } from "@/lib/trpc/server";

export const metadata: Metadata = { title: translator("knowledge")("title") };

export default async function Knowledge({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const queryClient = getQueryClient();
  await Promise.all([
    queryClient.prefetchQuery(trpc.source.list.queryOptions({ workspace })),
    queryClient.prefetchQuery(trpc.document.list.queryOptions({ workspace, limit: 1000 })),
  ]);
  return (
    <HydrateClient>
      <KnowledgePage />
    </HydrateClient>
  );
}
