"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { MailList } from "./mail-list";
import { Section } from "./section";

/** How often mails on their way are looked at, in milliseconds. */
const LOOK_MS = 1500;

type Server = NonNullable<RouterOutputs["mail"]["overview"]["server"]>;

/** Whether mails are sent, by which server, and how the newest ones went. */
export function MailTab() {
  const t = useTranslations("settings.mail");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const overview = useQuery(
    trpc.mail.overview.queryOptions(
      { workspace },
      {
        refetchInterval: ({ state }) =>
          state.data?.mails.some((mail) => mail.state === "queued") ? LOOK_MS : false,
      },
    ),
  );
  return (
    <>
      <Section
        title={t("title")}
        hideTitle
        body={t("body")}
        actions={overview.data?.server && <TestMail />}
      >
        {overview.isPending && <Skeleton className="h-20 w-full rounded-card" />}
        {overview.error && (
          <ErrorNotice error={overview.error} onRetry={() => void overview.refetch()} />
        )}
        {overview.data &&
          (overview.data.server ? <Facts server={overview.data.server} /> : <NoServer />)}
      </Section>
      {overview.data && (overview.data.server ?? overview.data.mails.length > 0) && (
        <Section title={t("recent")} body={t("recentBody")}>
          {overview.data.mails.length === 0 ? (
            <p className="text-ink-2">{t("empty")}</p>
          ) : (
            <MailList mails={overview.data.mails} />
          )}
        </Section>
      )}
    </>
  );
}

function Facts({ server: { address, from } }: { server: Server }) {
  const t = useTranslations("settings.mail");
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 rounded-card border bg-surface px-4 py-3">
      <dt className="text-ink-2">{t("server")}</dt>
      <dd className="min-w-0 font-mono text-xs leading-5 break-all">{address}</dd>
      <dt className="text-ink-2">{t("from")}</dt>
      <dd className="min-w-0 break-words">
        {from.name && `${from.name} · `}
        {from.address}
      </dd>
    </dl>
  );
}

function NoServer() {
  const t = useTranslations("settings.mail");
  return (
    <div className="rounded-card border bg-surface px-4 py-3">
      <p className="font-medium">{t("none")}</p>
      <p className="mt-0.5 max-w-150 text-pretty break-words text-ink-2">{t("noneBody")}</p>
    </div>
  );
}

function TestMail() {
  const t = useTranslations("settings.mail");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const test = useMutation(
    trpc.mail.test.mutationOptions({
      onError: useErrorToast(),
      onSuccess: async ({ to }) => {
        toast(t("tested", { to }));
        await queryClient.invalidateQueries(trpc.mail.overview.pathFilter());
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
