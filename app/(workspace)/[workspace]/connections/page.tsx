import type { Metadata } from "next";
import { ConnectionsPage } from "@/components/connections/connections-page";
import { translator } from "@/lib/i18n/translator";
import { getQueryClient, HydrateClient, trpc } from "@/lib/trpc/server";

export const metadata: Metadata = { title: translator("connections")("title") };

export default async function Connections({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  await getQueryClient().prefetchQuery(trpc.sourceConnection.list.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <ConnectionsPage />
    </HydrateClient>
  );
}
