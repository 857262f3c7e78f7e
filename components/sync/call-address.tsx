"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC } from "@/lib/trpc/client";
import type { SyncView } from "./run-state";

/** An address that others call when something changed, for sources that can't tell of it by themselves. */
export function CallAddress({ sync: { id, calls } }: { sync: SyncView }) {
  const t = useTranslations("connections.sync.calls");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const onError = useErrorToast();
  const options = {
    onError,
    onSuccess: () => queryClient.invalidateQueries(trpc.sync.view.pathFilter()),
  };
  const open = useMutation(trpc.sync.openCalls.mutationOptions(options));
  const close = useMutation(trpc.sync.closeCalls.mutationOptions(options));
  const input = { workspace, id };
  return (
    <section className="rounded-card border bg-surface p-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-60 flex-1">
          <h2 className="font-medium">{t("title")}</h2>
          <p className="mt-0.5 text-pretty text-ink-2">{t("body")}</p>
          {calls && (
            <p className="mt-1 text-xs text-ink-2">
              {calls.at ? t("called", { when: calls.at }) : t("notCalled")}
            </p>
          )}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => open.mutate(input)} busy={open.isPending}>
            {calls ? t("replace") : t("make")}
          </Button>
          {calls && (
            <Button
              busy={close.isPending}
              onClick={() => {
                open.reset();
                close.mutate(input);
              }}
            >
              {t("remove")}
            </Button>
          )}
        </div>
      </div>
      {open.data && calls && (
        <div className="mt-3 max-w-150 space-y-2">
          <CopyField
            label={t("address")}
            value={`${window.location.origin}${open.data.path}`}
            copyLabel={t("copy")}
          />
          <p className="text-xs text-pretty text-ink-2">{t("once")}</p>
        </div>
      )}
    </section>
  );
}
