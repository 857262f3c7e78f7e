"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ErrorNotice } from "@/components/ui/error-notice";
import { IconButton } from "@/components/ui/icon-button";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC } from "@/lib/trpc/client";
import { AllowHostForm } from "./allow-host-form";
import { Section } from "./section";

/** The private hosts that Groundwork may call. */
export function NetworkTab() {
  const t = useTranslations("settings.network");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const hosts = useQuery(trpc.network.list.queryOptions({ workspace }));
  const remove = useMutation(
    trpc.network.remove.mutationOptions({
      onError: useErrorToast(),
      onSuccess: async (_, { host, port }) => {
        toast(t("removed", { host: `${host}:${port}` }));
        await queryClient.invalidateQueries(trpc.network.list.pathFilter());
      },
    }),
  );
  return (
    <Section title={t("title")} hideTitle body={t("body")}>
      <AllowHostForm />
      <div className="mt-6">
        {hosts.isPending && <Skeleton className="h-12 w-full rounded-card" />}
        {hosts.error && <ErrorNotice error={hosts.error} onRetry={() => void hosts.refetch()} />}
        {hosts.data?.length === 0 && <p className="text-ink-2">{t("empty")}</p>}
        {hosts.data && hosts.data.length > 0 && (
          <ul className="rounded-card border bg-surface">
            {hosts.data.map(({ host, port }) => (
              <li
                key={`${host}:${port}`}
                className="flex min-h-11 items-center justify-between gap-3 border-b py-1 pr-2 pl-4 last:border-b-0"
              >
                <span className="truncate font-mono text-xs">{`${host}:${port}`}</span>
                <IconButton
                  icon={X}
                  label={t("remove", { host: `${host}:${port}` })}
                  onClick={() => remove.mutate({ workspace, host, port })}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}
