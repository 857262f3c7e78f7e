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
import type { StoreDetails, StoreSummary } from "./store-summary";
import { UsedByList } from "./used-by";

export interface StoreMenuProps {
  store: StoreSummary;
  /** Undefined until it is known. */
  usedBy: StoreDetails["usedBy"] | undefined;
}

export function StoreMenu({ store, usedBy }: StoreMenuProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [asking, setAsking] = useState<"rename" | "delete" | null>(null);
  const { id, name, passages } = store;
  const done = async () => {
    setAsking(null);
    await queryClient.invalidateQueries(trpc.store.pathFilter());
  };
  const rename = useMutation(trpc.store.rename.mutationOptions({ onSuccess: done }));
  const remove = useMutation(
    trpc.store.delete.mutationOptions({
      onSuccess: async () => {
        toast(t("knowledge.store.deleted", { name }));
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
          <IconButton icon={Ellipsis} label={t("common.moreActions", { name })} tooltip={false} />
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
        title={t("knowledge.store.renameTitle")}
        initial={name}
        submitLabel={t("common.rename")}
        onSubmit={(next) => rename.mutate({ workspace, id, name: next })}
        busy={rename.isPending}
        error={rename.error}
      />
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={() => setAsking(null)}
        title={t("knowledge.store.deleteTitle", { name })}
        body={
          <>
            <p>{t("knowledge.store.deleteBody", { count: passages })}</p>
            {usedBy && <UsedByList workflows={usedBy} />}
          </>
        }
        confirmLabel={t("knowledge.store.deleteAction")}
        onConfirm={() => remove.mutate({ workspace, id })}
        busy={remove.isPending}
        error={remove.error}
      />
    </>
  );
}
