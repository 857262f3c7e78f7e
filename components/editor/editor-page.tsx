"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Spinner } from "@/components/ui/spinner";
import { useTRPC } from "@/lib/trpc/client";

// Rendered on the server and fetched beside the page, which shows the workflow's name and problems meanwhile.
const Editor = dynamic(async () => (await import("./editor")).Editor, { loading: () => null });

/** Fetches the workflow (the server has usually sent it along) and opens the editor on it. */
export function EditorPage({ workflowId }: { workflowId: string }) {
  const t = useTranslations("common");
  const { slug: workspace } = useWorkspace();
  const canEdit = useCan("workflow.edit");
  const trpc = useTRPC();
  // The editor keeps itself in step with the server from here on.
  const once = { staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false };
  const workflow = useQuery(
    trpc.workflow.get.queryOptions({ workspace, id: workflowId }, { ...once, retry: 1 }),
  );
  if (workflow.data) {
    return <Editor key={workflowId} workflow={workflow.data} readOnly={!canEdit} />;
  }
  return (
    <div className="flex h-full items-center justify-center p-6">
      {workflow.error ? (
        <ErrorNotice
          error={workflow.error}
          onRetry={() => void workflow.refetch()}
          className="max-w-120"
        />
      ) : (
        <p role="status" className="flex items-center gap-2 text-ink-2">
          <Spinner /> {t("loading")}
        </p>
      )}
    </div>
  );
}
