import type { Metadata } from "next";
import { FIRST, orderInput, WINDOW } from "@/components/knowledge/arrange-documents";
import { KnowledgePage } from "@/components/knowledge/knowledge-page";
import { translator } from "@/lib/i18n/translator";
import { getQueryClient, HydrateClient, trpc } from "@/lib/trpc/server";

export const metadata: Metadata = { title: translator("knowledge")("title") };

export default async function Knowledge({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const queryClient = getQueryClient();
  await Promise.all([
    queryClient.prefetchQuery(trpc.source.list.queryOptions({ workspace })),
    queryClient.prefetchQuery(
      trpc.document.list.queryOptions({
        workspace,
        ...orderInput(FIRST),
        offset: 0,
        limit: WINDOW,
      }),
    ),
    queryClient.prefetchQuery(trpc.document.overview.queryOptions({ workspace })),
  ]);
  return (
    <HydrateClient>
      <KnowledgePage />
    </HydrateClient>
  );
}
