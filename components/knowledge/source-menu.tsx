"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, PencilLine, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { NameDialog } from "@/components/ui/name-dialog";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/lib/trpc/client";
import type { SourceSummary } from "./source-list";

export function SourceMenu({ source }: { source: SourceSummary }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [asking, setAsking] = useState<"rename" | "delete" | null>(null);
  const { id, name, documents } = source;
  const done = async () => {
    setAsking(null);
    await Promise.all([
      queryClient.invalidateQueries(trpc.source.list.pathFilter()),
      queryClient.invalidateQueries(trpc.document.list.pathFilter()),
      queryClient.invalidateQueries(trpc.store.list.pathFilter()),
    ]);
  };
  const rename = useMutation(trpc.source.rename.mutationOptions({ onSuccess: done }));
  const remove = useMutation(
    trpc.source.delete.mutationOptions({
      onSuccess: async () => {
        toast(t("knowledge.source.deleted", { name }));
        await done();
      },
    }),
  );
  if (!useCan("knowledge.edit")) return null;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton
            icon={Ellipsis}
            size="sm"
            label={t("common.moreActions", { name })}
            tooltip={false}
          />
        }
      >
        <MenuItem icon={PencilLine} onSelect={() => setAsking("rename")}>
          {t("common.rename")}
        </MenuItem>
        <MenuItem icon={Trash2} tone="danger" onSelect={() => setAsking("delete")}>
          {t("common.delete")}
        </MenuItem>
      </Menu>
      <NameDialog
        open={asking === "rename"}
        onOpenChange={() => setAsking(null)}
        title={t("knowledge.source.renameTitle")}
        initial={name}
        submitLabel={t("common.rename")}
        onSubmit={(next) => rename.mutate({ workspace, id, name: next })}
        busy={rename.isPending}
        error={rename.error}
      />
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={() => setAsking(null)}
        title={t("knowledge.source.deleteTitle", { name })}
        body={<p>{t("knowledge.source.deleteBody", { count: documents })}</p>}
        confirmLabel={t("knowledge.source.deleteAction")}
        onConfirm={() => remove.mutate({ workspace, id })}
        busy={remove.isPending}
        error={remove.error}
      />
    </>
  );
}
