"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download, Trash2, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { FileSize } from "@/components/ui/file-size";
import { toast } from "@/components/ui/toast";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC } from "@/lib/trpc/client";
import type { LocalModelSummary } from "./local-models";

/** What an admin can do with a model in the state it is in. */
export function LocalModelActions({ model }: { model: LocalModelSummary }) {
  const t = useTranslations("models.local");
  const [asking, setAsking] = useState<"download" | "remove" | null>(null);
  const close = () => setAsking(null);
  const { cancel, download, remove } = useLocalModel(model, close);
  const { id, label, state } = model;
  const inWork = state === "queued" || state === "downloading";
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {(state === "absent" || state === "failed") && (
        <Button size="sm" onClick={() => setAsking("download")}>
          <Download aria-hidden className="size-4" />
          {state === "failed" ? t("again") : t("download")}
        </Button>
      )}
      {(inWork || state === "failed") && (
        <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate(id)}>
          <X aria-hidden className="size-4" />
          {inWork ? t("cancel") : t("forget")}
        </Button>
      )}
      {state === "ready" && (
        <Button size="sm" onClick={() => setAsking("remove")}>
          <Trash2 aria-hidden className="size-4" />
          {t("remove")}
        </Button>
      )}
      <ConfirmDialog
        open={asking === "download"}
        onOpenChange={close}
        tone="primary"
        title={t("downloadTitle", { label })}
        body={<WhatComes model={model} />}
        confirmLabel={t("download")}
        onConfirm={() => download.mutate(id)}
        busy={download.isPending}
        error={download.error}
      />
      <ConfirmDialog
        open={asking === "remove"}
        onOpenChange={close}
        title={t("removeTitle", { label })}
        body={<p>{model.origin ? t("removeBody") : t("removeOwnBody")}</p>}
        confirmLabel={t("remove")}
        onConfirm={() => remove.mutate(id)}
        busy={remove.isPending}
        error={remove.error}
      />
    </div>
  );
}

function WhatComes({ model: { bytes, origin } }: { model: LocalModelSummary }) {
  const t = useTranslations("models.local");
  return (
    <>
      <p>{t("downloadBody")}</p>
      {origin && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-ink">
          <dt className="text-ink-2">{t("fact.size")}</dt>
          <dd>
            <FileSize bytes={bytes} />
          </dd>
          <dt className="text-ink-2">{t("fact.licence")}</dt>
          <dd>{origin.licence}</dd>
          <dt className="text-ink-2">{t("fact.from")}</dt>
          <dd className="break-all">
            {origin.host}/{origin.repository}
          </dd>
        </dl>
      )}
    </>
  );
}

function useLocalModel({ label }: LocalModelSummary, close: () => void) {
  const t = useTranslations("models.local");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onError = useErrorToast();
  const { slug: workspace } = useWorkspace();
  const refresh = () => queryClient.invalidateQueries(trpc.localModel.pathFilter());
  const done = async () => {
    close();
    await refresh();
  };
  const download = useMutation(trpc.localModel.download.mutationOptions({ onSuccess: done }));
  const cancel = useMutation(
    trpc.localModel.cancel.mutationOptions({ onError, onSuccess: refresh }),
  );
  const remove = useMutation(
    trpc.localModel.remove.mutationOptions({
      onSuccess: async () => {
        toast(t("removed", { label }));
        await done();
      },
    }),
  );
  const of = <Result,>(mutation: {
    mutate: (input: { workspace: string; model: string }) => Result;
    isPending: boolean;
    error: unknown;
  }) => ({
    mutate: (model: string) => mutation.mutate({ workspace, model }),
    isPending: mutation.isPending,
    error: mutation.error,
  });
  return { download: of(download), cancel: of(cancel), remove: of(remove) };
}
