import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { EditorPage } from "@/components/editor/editor-page";
import { errorCodeOf } from "@/lib/i18n/error-text";
import { getQueryClient, HydrateClient, trpc } from "@/lib/trpc/server";

interface EditorRouteProps {
  params: Promise<{ workspace: string; id: string }>;
}

export async function generateMetadata({ params }: EditorRouteProps): Promise<Metadata> {
  const { workspace, id } = await params;
  return { title: (await findWorkflow(workspace, id))?.name };
}

export default async function EditorRoute({ params }: EditorRouteProps) {
  const { workspace, id } = await params;
  const queryClient = getQueryClient();
  const [workflow] = await Promise.all([
    findWorkflow(workspace, id),
    queryClient.prefetchQuery(trpc.source.list.queryOptions({ workspace })),
    queryClient.prefetchQuery(trpc.store.list.queryOptions({ workspace })),
    queryClient.prefetchQuery(trpc.connection.list.queryOptions({ workspace })),
  ]);
  if (!workflow) notFound();
  return (
    <HydrateClient>
      <EditorPage workflowId={id} />
    </HydrateClient>
  );
}

/** The workflow, also put into the query cache of the page; null when there is none in this workspace. */
const findWorkflow = cache(async (workspace: string, id: string) => {
  try {
    return await getQueryClient().fetchQuery(trpc.workflow.get.queryOptions({ workspace, id }));
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    const code = errorCodeOf(error)?.code ?? errorCodeOf(cause)?.code;
    if (code === "workflow.not-found" || code === "workspace.not-found") return null;
    if (code === "session.missing" || code === "request.invalid") return null;
    throw error;
  }
});
