import type { Metadata } from "next";
import { ModelsPage } from "@/components/models/models-page";
import { translator } from "@/lib/i18n/translator";
import { getQueryClient, HydrateClient, trpc } from "@/lib/trpc/server";

export const metadata: Metadata = { title: translator("models")("title") };

export default async function Models({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const queryClient = getQueryClient();
  await Promise.all([
    queryClient.prefetchQuery(trpc.connection.list.queryOptions({ workspace })),
    queryClient.prefetchQuery(trpc.store.list.queryOptions({ workspace })),
  ]);
  return (
    <HydrateClient>
      <ModelsPage />
    </HydrateClient>
  );
}
