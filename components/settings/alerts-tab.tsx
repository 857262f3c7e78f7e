"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyField } from "@/components/ui/copy-field";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { AlertAddressForm } from "./alert-address-form";
import { AlertList } from "./alert-list";
import { Section } from "./section";

/** How often messages on their way are looked at, in milliseconds. */
const LOOK_MS = 1500;

type Hook = NonNullable<RouterOutputs["alert"]["view"]>;

/** The address that is told when a source keeps failing, and how the newest messages to it went. */
export function AlertsTab() {
  const t = useTranslations("settings.alerts");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [secret, setSecret] = useState<string | null>(null);
  const [replacing, setReplacing] = useState(false);
  const hook = useQuery(
    trpc.alert.view.queryOptions(
      { workspace },
      {
        refetchInterval: ({ state }) =>
          state.data?.deliveries.some((delivery) => delivery.state === "queued") ? LOOK_MS : false,
      },
    ),
  );
  const saved = (made: string) => {
    setSecret(made);
    setReplacing(false);
  };
  return (
    <>
      <Section title={t("title")} hideTitle body={t("body")} actions={hook.data && <TestAlert />}>
        {hook.isPending && <Skeleton className="h-20 w-full rounded-card" />}
        {hook.error && <ErrorNotice error={hook.error} onRetry={() => void hook.refetch()} />}
        {hook.data && (
          <Target
            hook={hook.data}
            onReplace={() => setReplacing(true)}
            onRemoved={() => setSecret(null)}
          />
        )}
        {secret !== null && hook.data && <Secret secret={secret} />}
        {(hook.data === null || replacing) && (
          <AlertAddressForm
            onSaved={saved}
            {...(replacing && { onCancel: () => setReplacing(false) })}
          />
        )}
      </Section>
      {hook.data && (
        <Section title={t("recent")}>
          {hook.data.deliveries.length === 0 ? (
            <p className="text-ink-2">{t("empty")}</p>
          ) : (
            <AlertList deliveries={hook.data.deliveries} />
          )}
        </Section>
      )}
    </>
  );
}

function Secret({ secret }: { secret: string }) {
  const t = useTranslations("settings.alerts");
  return (
    <div className="mt-4 max-w-150 rounded-card border bg-surface px-4 py-3">
      <p className="font-medium">{t("secretTitle")}</p>
      <p className="mt-0.5 mb-3 text-pretty text-ink-2">{t("secretBody")}</p>
      <CopyField label={t("secret")} value={secret} copyLabel={t("copy")} />
    </div>
  );
}

interface TargetProps {
  hook: Hook;
  onReplace: () => void;
  onRemoved: () => void;
}

function Target({ hook: { host, createdAt }, onReplace, onRemoved }: TargetProps) {
  const t = useTranslations("settings.alerts");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [asking, setAsking] = useState(false);
  const remove = useMutation(
    trpc.alert.remove.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        onRemoved();
        toast(t("removed"));
        await queryClient.invalidateQueries(trpc.alert.view.pathFilter());
      },
    }),
  );
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-3 rounded-card border bg-surface px-4 py-3">
      <div className="min-w-0">
        <p className="text-xs text-ink-2">{t("goesTo")}</p>
        <p className="font-mono text-xs leading-5 break-all">{host}</p>
        <p className="text-xs text-ink-2">{t("since", { when: createdAt })}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onReplace}>{t("replace")}</Button>
        <Button onClick={() => setAsking(true)}>{t("remove")}</Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("removeTitle", { host })}
        body={t("removeBody")}
        confirmLabel={t("removeAction")}
        onConfirm={() => remove.mutate({ workspace })}
        busy={remove.isPending}
        error={remove.error}
      />
    </div>
  );
}

function TestAlert() {
  const t = useTranslations("settings.alerts");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const test = useMutation(
    trpc.alert.test.mutationOptions({
      onError: useErrorToast(),
      onSuccess: async () => {
        toast(t("tested"));
        await queryClient.invalidateQueries(trpc.alert.view.pathFilter());
      },
    }),
  );
  return (
    <Button variant="primary" busy={test.isPending} onClick={() => test.mutate({ workspace })}>
      <Send aria-hidden className="size-4" />
      {t("test")}
    </Button>
  );
}
