"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, RefreshCw, RotateCcw, SlidersHorizontal } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC } from "@/lib/trpc/client";
import { isAtWork, type SyncView } from "./run-state";

const SettingsDialog = dynamic(async () => (await import("./settings-dialog")).SettingsDialog, {
  loading: () => null,
});

/** Starts a sync, or cancels the one at work. */
export function SyncActions({ sync }: { sync: SyncView }) {
  const t = useTranslations("connections.sync");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorToast = useErrorToast();
  const { slug: workspace } = useWorkspace();
  const manages = useCan("connections.manage");
  const [settings, setSettings] = useState(false);
  const { id, name } = sync;
  const [run] = sync.runs;
  const options = {
    onSuccess: () => queryClient.invalidateQueries(trpc.sync.pathFilter()),
    onError: errorToast,
  };
  const start = useMutation(trpc.sync.start.mutationOptions(options));
  const cancel = useMutation(trpc.sync.cancel.mutationOptions(options));
  return (
    <>
      {isAtWork(run) ? (
        <Button
          busy={cancel.isPending}
          disabled={run?.cancelAt !== null}
          onClick={() => cancel.mutate({ workspace, id })}
        >
          {run?.cancelAt ? t("cancelling") : t("cancel")}
        </Button>
      ) : (
        <Button
          variant="primary"
          busy={start.isPending}
          onClick={() => start.mutate({ workspace, id })}
        >
          <RefreshCw aria-hidden className="size-4" />
          {t("now")}
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <IconButton icon={Ellipsis} label={common("moreActions", { name })} tooltip={false} />
        }
      >
        {(manages || !sync.respectsPermissions) && (
          <MenuItem icon={SlidersHorizontal} onSelect={() => setSettings(true)}>
            {t("settings")}
          </MenuItem>
        )}
        <MenuItem
          icon={RotateCcw}
          onSelect={() => start.mutate({ workspace, id, fromStart: true })}
        >
          {t("anew")}
        </MenuItem>
      </Menu>
      {settings && <SettingsDialog sync={sync} onClose={() => setSettings(false)} />}
    </>
  );
}
