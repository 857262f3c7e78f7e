"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Section } from "@/components/settings/section";
import { useCan } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { ErrorNotice } from "@/components/ui/error-notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { AUDIENCES } from "@/lib/publication/settings";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { PublishedAs } from "./published-as";
import { useOf } from "./use-publication";

type AudienceSource = RouterOutputs["publication"]["audience"]["sources"][number];

/** Which knowledge may be answered from outside, source by source, and who said so. */
export function AudienceTab() {
  const t = useTranslations("publish.audience");
  const audience = useQuery(useTRPC().publication.audience.queryOptions(useOf()));
  const mayViewAs = useCan("knowledge.view-as");
  const sources = (
    <Section title={t("title")} body={t("body")}>
      {audience.isPending && <Skeleton className="h-32 w-full rounded-card" />}
      {audience.error && (
        <ErrorNotice error={audience.error} onRetry={() => void audience.refetch()} />
      )}
      {audience.data && (
        <div className="space-y-4">
          <p className="rounded-card border bg-surface px-4 py-3 text-sm">
            {audience.data.widest ? t(`widest.${audience.data.widest}`) : t("widest.nobody")}
          </p>
          {audience.data.sources.length === 0 && <p className="text-ink-2">{t("noSources")}</p>}
          <ul className="rounded-card border bg-surface empty:hidden">
            {audience.data.sources.map((source) => (
              <SourceRow key={source.sourceId} source={source} />
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
  return (
    <>
      {sources}
      {mayViewAs && audience.data?.sources.some(({ live }) => live) && <PublishedAs />}
    </>
  );
}

/** What stands for "nobody" in the choice, which is never empty. */
const NOBODY = "nobody";

function SourceRow({ source }: { source: AudienceSource }) {
  const t = useTranslations("publish.audience");
  const of = useOf();
  const mayShare = useCan("knowledge.share");
  const { sourceId, name, documents, confirmed, suffices } = source;
  const { confirm, withdraw } = useConfirming();
  const choose = (value: string) => {
    const audience = AUDIENCES.find((one) => one === value);
    if (audience) confirm.mutate({ ...of, sourceId, audience });
    else withdraw.mutate({ ...of, sourceId });
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 grow basis-60">
        <p className="flex flex-wrap items-center gap-2 font-medium break-words">
          {name}
          {!suffices && <Badge tone="refuse">{t("silent")}</Badge>}
        </p>
        <p className="text-xs text-ink-2">
          {t("documents", { count: documents })}
          {confirmed && (
            <>
              {" · "}
              {t("confirmedBy", { name: confirmed.by })} <RelativeTime date={confirmed.at} />
            </>
          )}
        </p>
      </div>
      <Select
        aria-label={t("whoMay", { name })}
        className="w-56"
        disabled={!mayShare || confirm.isPending || withdraw.isPending}
        value={confirmed?.audience ?? NOBODY}
        options={[NOBODY, ...AUDIENCES].map((value) => ({
          value,
          label: t(`who.${value as "nobody"}`),
        }))}
        onValueChange={choose}
      />
      {!mayShare && !suffices && (
        <p className="basis-full text-xs text-refuse-ink">{t("askAdmin")}</p>
      )}
    </li>
  );
}

function useConfirming() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const onError = useErrorToast();
  const onSuccess = () => queries.invalidateQueries(trpc.publication.pathFilter());
  const { confirmSource, withdrawSource } = trpc.publication;
  return {
    confirm: useMutation(confirmSource.mutationOptions({ onSuccess, onError })),
    withdraw: useMutation(withdrawSource.mutationOptions({ onSuccess, onError })),
  };
}
