"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, Gauge, PencilLine, Trash2, Zap } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/lib/trpc/client";
import type { ConnectionSummary } from "./connection-table";
import { UserList } from "./connection-users";

const LimitsDialog = dynamic(async () => (await import("./limits-dialog")).LimitsDialog, {
  loading: () => null,
});

const TestDialog = dynamic(async () => (await import("./test-dialog")).TestDialog, {
  loading: () => null,
});

export interface ConnectionMenuProps {
  connection: ConnectionSummary;
  onEdit: () => void;
}

export function ConnectionMenu({ connection, onEdit }: ConnectionMenuProps) {
  const t = useTranslations();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [deleting, setDeleting] = useState(false);
  const [limiting, setLimiting] = useState(false);
  const [testing, setTesting] = useState(false);
  const { id, name } = connection;
  const remove = useMutation(
    trpc.connection.delete.mutationOptions({
      onSuccess: async () => {
        setDeleting(false);
        toast(t("models.delete.done", { name }));
        await queryClient.invalidateQueries(trpc.connection.pathFilter());
      },
    }),
  );
  if (!useCan("models.manage")) return null;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton icon={Ellipsis} label={t("common.moreActions", { name })} tooltip={false} />
        }
      >
        <MenuItem icon={Zap} onSelect={() => setTesting(true)}>
          {t("models.test")}
        </MenuItem>
        <MenuItem icon={PencilLine} onSelect={onEdit}>
          {t("common.edit")}
        </MenuItem>
        <MenuItem icon={Gauge} onSelect={() => setLimiting(true)}>
          {t("models.limits.action")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} tone="danger" onSelect={() => setDeleting(true)}>
          {t("common.delete")}
        </MenuItem>
      </Menu>
      {testing && <TestDialog connection={connection} onClose={() => setTesting(false)} />}
      {limiting && <LimitsDialog connection={connection} onClose={() => setLimiting(false)} />}
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={t("models.delete.title", { name })}
        body={<WhatGoes connection={connection} />}
        confirmLabel={t("models.delete.action")}
        onConfirm={() => remove.mutate({ workspace, id })}
        busy={remove.isPending}
        error={remove.error}
      />
    </>
  );
}

function WhatGoes({ connection: { usedBy } }: { connection: ConnectionSummary }) {
  const t = useTranslations("models.delete");
  if (usedBy.length === 0) return <p>{t("unused")}</p>;
  return (
    <>
      <p>{t("used")}</p>
      <div className="max-h-40 overflow-y-auto">
        <UserList users={usedBy} />
      </div>
      <p>{t("keyGoes")}</p>
    </>
  );
}
