"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, PencilLine, ScanText, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { NameDialog } from "@/components/ui/name-dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/lib/trpc/client";
import type { SourceSummary } from "./source-list";
import { UsedByList } from "./used-by";

const ReadingDialog = dynamic(async () => (await import("./reading-dialog")).ReadingDialog, {
  ssr: false,
});

export function SourceMenu({ source }: { source: SourceSummary }) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [asking, setAsking] = useState<"rename" | "reading" | "delete" | null>(null);
  const { id, name, documents, respectsPermissions } = source;
  const manages = useCan("connections.manage");
  const done = async () => {
    setAsking(null);
    await Promise.all([
      queryClient.invalidateQueries(trpc.source.list.pathFilter()),
      queryClient.invalidateQueries(trpc.document.pathFilter()),
      queryClient.invalidateQueries(trpc.store.pathFilter()),
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
        <MenuItem icon={ScanText} onSelect={() => setAsking("reading")}>
          {t("knowledge.source.reading")}
        </MenuItem>
        {(manages || !respectsPermissions) && (
          <MenuItem icon={Trash2} tone="danger" onSelect={() => setAsking("delete")}>
            {t("common.delete")}
          </MenuItem>
        )}
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
      {asking === "reading" && <ReadingDialog source={source} onClose={() => setAsking(null)} />}
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={() => setAsking(null)}
        title={t("knowledge.source.deleteTitle", { name })}
        body={
          <>
            <p>{t("knowledge.source.deleteBody", { count: documents })}</p>
            {asking === "delete" && <SourceUsage id={id} />}
          </>
        }
        confirmLabel={t("knowledge.source.deleteAction")}
        onConfirm={() => remove.mutate({ workspace, id })}
        busy={remove.isPending}
        error={remove.error}
      />
    </>
  );
}

/** Asked for when a deletion is considered, not with every list. */
function SourceUsage({ id }: { id: string }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const usage = useQuery(trpc.source.usage.queryOptions({ workspace, id }));
  if (usage.error) return <ErrorNotice error={usage.error} />;
  return usage.data ? <UsedByList {...usage.data} /> : <Skeleton className="h-10 w-full" />;
}
