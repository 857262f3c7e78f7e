import type { Metadata } from "next";
import { WorkflowList } from "@/components/workflows/workflow-list";
import { translator } from "@/lib/i18n/translator";
import { getQueryClient, HydrateClient, trpc } from "@/lib/trpc/server";

export const metadata: Metadata = { title: translator("workflows")("title") };

export default async function WorkflowsPage({
  params,
}: {
  params: Promise<{ workspace: string }>;
}) {
  const { workspace } = await params;
  await getQueryClient().prefetchQuery(trpc.workflow.list.queryOptions({ workspace }));
  return (
    <HydrateClient>
      <WorkflowList />
    </HydrateClient>
  );
}
