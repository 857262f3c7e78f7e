"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { readTaking, TakingFields, takingOf } from "@/components/connections/taking-fields";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/lib/trpc/client";
import type { SyncView } from "./run-state";

/** What of the source is taken, and how often. */
export function SettingsDialog({ sync, onClose }: { sync: SyncView; onClose: () => void }) {
  const t = useTranslations("connections.sync");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [taking, setTaking] = useState(takingOf(sync));
  const save = useMutation(
    trpc.sync.update.mutationOptions({
      onSuccess: async () => {
        toast(t("saved"));
        await queryClient.invalidateQueries(trpc.sync.pathFilter());
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readTaking(taking);
    if (read) save.mutate({ workspace, id: sync.id, ...read });
  };
  return (
    <Dialog open onOpenChange={onClose} title={t("settings")}>
      <form onSubmit={submit} noValidate className="space-y-4">
        <TakingFields taking={taking} onChange={setTaking} type={sync.type} tried />
        {save.error && <ErrorNotice error={save.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
