"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, LogIn, PencilLine, Trash2, Zap } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { errorToast, toast } from "@/components/ui/toast";
import { useErrorFormatter } from "@/lib/i18n/use-error-text";
import { useTRPC } from "@/lib/trpc/client";
import type { SourceConnection } from "./connection-table";
import { signsIn } from "./signs-in";

const TestDialog = dynamic(async () => (await import("./test-dialog")).TestDialog, {
  loading: () => null,
});

export interface ConnectionMenuProps {
  connection: SourceConnection;
  onEdit: () => void;
}

export function ConnectionMenu({ connection, onEdit }: ConnectionMenuProps) {
  const t = useTranslations();
  const errorTextOf = useErrorFormatter();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [deleting, setDeleting] = useState(false);
  const [testing, setTesting] = useState(false);
  const { id, name, usedBy } = connection;
  const remove = useMutation(
    trpc.sourceConnection.delete.mutationOptions({
      onSuccess: async () => {
        setDeleting(false);
        toast(t("connections.delete.done", { name }));
        await queryClient.invalidateQueries(trpc.sourceConnection.pathFilter());
      },
    }),
  );
  const signIn = useMutation(
    trpc.sourceConnection.beginSignIn.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
      onError: (error) => errorToast(errorTextOf(error).what),
    }),
  );
  if (!useCan("connections.manage")) return null;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton icon={Ellipsis} label={t("common.moreActions", { name })} tooltip={false} />
        }
      >
        <MenuItem icon={Zap} onSelect={() => setTesting(true)}>
          {t("connections.test")}
        </MenuItem>
        {signsIn(connection.type, connection.settings.method) && (
          <MenuItem icon={LogIn} onSelect={() => signIn.mutate({ workspace, id })}>
            {t("connections.signIn.action")}
          </MenuItem>
        )}
        <MenuItem icon={PencilLine} onSelect={onEdit}>
          {t("common.edit")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} tone="danger" onSelect={() => setDeleting(true)}>
          {t("common.delete")}
        </MenuItem>
      </Menu>
      {testing && <TestDialog connection={connection} onClose={() => setTesting(false)} />}
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={t("connections.delete.title", { name })}
        body={
          usedBy.length === 0 ? (
            <p>{t("connections.delete.unused")}</p>
          ) : (
            <>
              <p>{t("connections.delete.used")}</p>
              <ul className="max-h-40 list-disc overflow-y-auto pl-5">
                {usedBy.map((source) => (
                  <li key={source.id}>{source.name}</li>
                ))}
              </ul>
            </>
          )
        }
        confirmLabel={t("connections.delete.action")}
        onConfirm={() => remove.mutate({ workspace, id })}
        busy={remove.isPending}
        error={remove.error}
      />
    </>
  );
}
