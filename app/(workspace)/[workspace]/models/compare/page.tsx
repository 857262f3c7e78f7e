import type { Metadata } from "next";
import { ComparePage } from "@/components/models/compare/compare-page";
import { translator } from "@/lib/i18n/translator";
import { getQueryClient, HydrateClient, trpc } from "@/lib/trpc/server";

export const metadata: Metadata = { title: translator("models")("compare.title") };

export default async function Compare({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const queryClient = getQueryClient();
  await Promise.all([
    queryClient.prefetchQuery(trpc.workflow.list.queryOptions({ workspace })),
    queryClient.prefetchQuery(trpc.connection.list.queryOptions({ workspace })),
    queryClient.prefetchQuery(trpc.namedModel.list.queryOptions({ workspace })),
  ]);
  return (
    <HydrateClient>
      <ComparePage />
    </HydrateClient>
  );
}
