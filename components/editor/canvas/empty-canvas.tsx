"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useReactFlow } from "@xyflow/react";
import { Workflow } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { answerFromDocuments } from "@/lib/nodes/templates";
import { useTRPC } from "@/lib/trpc/client";
import { useEditor, useEditorSession } from "../editor-context";

/** What to do with an empty canvas. Lets everything through but its button, so that nodes can be dropped on it. */
export function EmptyCanvas() {
  const t = useTranslations("editor.empty");
  const readOnly = useEditor((state) => state.readOnly);
  const template = useTemplate();
  return (
    <div className="pointer-events-none absolute inset-0 z-10 flex flex-col items-center justify-center pb-24">
      <EmptyState
        icon={Workflow}
        title={t("title")}
        actions={
          !readOnly && (
            <Button
              variant="primary"
              className="pointer-events-auto"
              busy={template.isPending}
              onClick={() => template.mutate()}
            >
              {t("action")}
            </Button>
          )
        }
      >
        {t("body")}
      </EmptyState>
      {template.error && (
        <ErrorNotice error={template.error} className="pointer-events-auto max-w-105" />
      )}
    </div>
  );
}

/** Puts the template's nodes onto the canvas, with a source and a store made for them, named like the workflow. */
function useTemplate() {
  const { workspace, workflowId, store } = useEditorSession();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { fitView } = useReactFlow();
  const createSource = useMutation(trpc.source.create.mutationOptions());
  const createStore = useMutation(trpc.store.create.mutationOptions());
  return useMutation({
    mutationFn: async () => {
      const workflow = trpc.workflow.get.queryOptions({ workspace, id: workflowId });
      const { name } = await queries.ensureQueryData(workflow);
      const source = await createSource.mutateAsync({ workspace, name });
      const made = await createStore.mutateAsync({ workspace, name });
      return answerFromDocuments({ sourceId: source.id, storeId: made.id });
    },
    onSuccess: (graph) => {
      store.getState().replaceGraph(graph);
      void queries.invalidateQueries({ queryKey: trpc.source.list.queryKey({ workspace }) });
      void queries.invalidateQueries({ queryKey: trpc.store.list.queryKey({ workspace }) });
      requestAnimationFrame(() => void fitView({ padding: 0.12, maxZoom: 1 }));
    },
  });
}
