"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartColumn } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Page } from "@/components/shell/page";
import { useWorkspace } from "@/components/shell/workspace-context";
import { CsvButton } from "@/components/ui/csv-button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { MessagesScope } from "@/lib/i18n/provider";
import { insightsMessages } from "@/lib/i18n/scopes/insights";
import { useTRPC, useTRPCClient, type RouterOutputs } from "@/lib/trpc/client";
import { Budgets } from "./budgets";
import { PriceDialog } from "./price-dialog";
import { SpendChart } from "./spend-chart";
import { ModelsTable, WorkflowsTable, type ModelUsage } from "./usage-tables";
import { useMoney } from "./use-money";

const PERIODS = [7, 30, 90, 365];

/** What models used and cost, by day, model and workflow, and what may be spent. */
export function InsightsPage() {
  return (
    <MessagesScope messages={insightsMessages}>
      <Insights />
    </MessagesScope>
  );
}

function Insights() {
  const t = useTranslations("insights");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [days, setDays] = useState(30);
  const summary = useQuery(trpc.usage.summary.queryOptions({ workspace, days }));
  const [pricing, setPricing] = useState<ModelUsage | null>(null);
  return (
    <Page
      title={t("title")}
      intro={t("intro")}
      actions={
        <>
          <Select
            aria-label={t("period")}
            className="w-40"
            value={String(days)}
            options={PERIODS.map((count) => ({
              value: String(count),
              label: t("days", { count }),
            }))}
            onValueChange={(value) => setDays(Number(value))}
          />
          <UsageExport days={days} />
        </>
      }
    >
      <div className="space-y-4">
        {summary.isPending && <Skeleton className="h-48 w-full rounded-card" />}
        {summary.error && (
          <ErrorNotice error={summary.error} onRetry={() => void summary.refetch()} />
        )}
        {summary.data &&
          (summary.data.models.length === 0 ? (
            <EmptyState
              icon={ChartColumn}
              title={t("empty.title")}
              className="rounded-card border border-dashed bg-surface"
            >
              {t("empty.body")}
            </EmptyState>
          ) : (
            <>
              <Totals models={summary.data.models} />
              <SpendChart days={summary.data.days} />
              <ModelsTable models={summary.data.models} onPrice={setPricing} />
              <WorkflowsTable workflows={summary.data.workflows} />
            </>
          ))}
        <Budgets />
      </div>
      {pricing && <PriceDialog model={pricing} onClose={() => setPricing(null)} />}
    </Page>
  );
}

function Totals({ models }: { models: RouterOutputs["usage"]["summary"]["models"] }) {
  const t = useTranslations("insights");
  const format = useFormatter();
  const money = useMoney();
  const sum = (key: "cost" | "calls" | "inputTokens" | "outputTokens" | "unpriced") =>
    models.reduce((total, model) => total + model[key], 0);
  const unpriced = sum("unpriced");
  const facts = [
    [t("total.cost"), money(sum("cost"))],
    [t("total.calls"), format.number(sum("calls"))],
    [t("total.input"), format.number(sum("inputTokens"))],
    [t("total.output"), format.number(sum("outputTokens"))],
  ];
  return (
    <div>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name} className="rounded-card border bg-surface px-4 py-3">
            <dt className="text-xs text-ink-2">{name}</dt>
            <dd className="mt-0.5 text-base font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {unpriced > 0 && (
        <p className="mt-2 text-xs text-refuse-ink">{t("unpriced", { count: unpriced })}</p>
      )}
    </div>
  );
}

function UsageExport({ days }: { days: number }) {
  const t = useTranslations("insights");
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  return (
    <CsvButton
      label={t("export")}
      name={`${workspace}-usage.csv`}
      load={() => client.usage.csv.query({ workspace, days })}
    />
  );
}
