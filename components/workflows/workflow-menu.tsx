"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Copy, Ellipsis, PencilLine, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { NameDialog } from "@/components/ui/name-dialog";
import { toast } from "@/components/ui/toast";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC } from "@/lib/trpc/client";
import type { WorkflowSummary } from "./workflow-table";

export function WorkflowMenu({ workflow }: { workflow: WorkflowSummary }) {
  const t = useTranslations();
  const { slug: workspace } = useWorkspace();
  const [renaming, setRenaming] = useState(false);
  const { rename, duplicate, remove } = useWorkflowActions(workflow, {
    onRenamed: () => setRenaming(false),
  });
  const { id, name } = workflow;
  if (!useCan("workflow.edit")) return null;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton icon={Ellipsis} label={t("common.moreActions", { name })} tooltip={false} />
        }
      >
        <MenuItem icon={PencilLine} onSelect={() => setRenaming(true)}>
          {t("common.rename")}
        </MenuItem>
        <MenuItem icon={Copy} onSelect={() => duplicate.mutate({ workspace, id })}>
          {t("workflows.duplicate")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} tone="danger" onSelect={() => remove.mutate({ workspace, id })}>
          {t("common.delete")}
        </MenuItem>
      </Menu>
      <NameDialog
        open={renaming}
        onOpenChange={setRenaming}
        title={t("workflows.renameTitle")}
        initial={name}
        submitLabel={t("common.rename")}
        onSubmit={(next) => rename.mutate({ workspace, id, name: next })}
        busy={rename.isPending}
        error={rename.error}
      />
    </>
  );
}

function useWorkflowActions(workflow: WorkflowSummary, { onRenamed }: { onRenamed: () => void }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onError = useErrorToast();
  const { slug: workspace } = useWorkspace();
  const { id, name } = workflow;
  const refresh = () =>
    queryClient.invalidateQueries(trpc.workflow.list.queryFilter({ workspace }));
  const rename = useMutation(
    trpc.workflow.rename.mutationOptions({
      onSuccess: async () => {
        await refresh();
        onRenamed();
      },
    }),
  );
  const restore = useMutation(
    trpc.workflow.restore.mutationOptions({
      onError,
      onSuccess: async () => {
        await refresh();
        toast(t("workflows.restored", { name }));
      },
    }),
  );
  const remove = useMutation(
    trpc.workflow.delete.mutationOptions({
      onError,
      onSuccess: async () => {
        toast(t("workflows.deleted", { name }), {
          duration: UNDO_MS,
          action: { label: t("common.undo"), onClick: () => restore.mutate({ workspace, id }) },
        });
        await refresh();
      },
    }),
  );
  const duplicate = useMutation(
    trpc.workflow.duplicate.mutationOptions({
      onError,
      onSuccess: async () => {
        await refresh();
        toast(t("workflows.duplicated", { name }));
      },
    }),
  );
  return { rename, duplicate, remove };
}

/** Long enough to notice and reach for "Undo". */
const UNDO_MS = 12_000;
