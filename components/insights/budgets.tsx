"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Progress } from "@/components/ui/progress";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { BudgetDialog, type BudgetTarget } from "./budget-dialog";
import { useMoney } from "./use-money";

type Budget = RouterOutputs["usage"]["budgets"][number];

/** Share of a budget from which it is pointed out. */
const NEARLY = 0.8;

/** What may be spent in a month, of all models together and of single connections, and how far that is used. */
export function Budgets() {
  const t = useTranslations("insights.budgets");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const budgets = useQuery(trpc.usage.budgets.queryOptions({ workspace }));
  const connections = useQuery(trpc.connection.list.queryOptions({ workspace }));
  const [editing, setEditing] = useState<BudgetTarget | null>(null);
  if (budgets.error) {
    return <ErrorNotice error={budgets.error} onRetry={() => void budgets.refetch()} />;
  }
  const all = budgets.data ?? [];
  const nameOf = (id: string | null) =>
    id === null ? t("workspace") : (connections.data?.find((one) => one.id === id)?.name ?? id);
  const whole = all.find(({ connectionId }) => connectionId === null) ?? null;
  const free = (connections.data ?? []).filter(
    ({ id }) => !all.some(({ connectionId }) => connectionId === id),
  );
  const rows = [whole, ...all.filter(({ connectionId }) => connectionId !== null)];
  return (
    <section aria-labelledby="budgets" className="rounded-card border bg-surface p-4">
      <h2 id="budgets" className="text-sm font-semibold">
        {t("title")}
      </h2>
      <p className="mt-1 max-w-150 text-xs text-ink-2">{t("body")}</p>
      <ul className="mt-3 divide-y">
        {rows.map((budget) => {
          const connectionId = budget?.connectionId ?? null;
          const name = nameOf(connectionId);
          const edit = () =>
            setEditing({ connectionId, name, monthly: budget?.monthly ?? null, choices: null });
          return <BudgetRow key={connectionId ?? ""} name={name} budget={budget} onEdit={edit} />;
        })}
      </ul>
      {free.length > 0 && (
        <Button
          size="sm"
          className="mt-2"
          onClick={() =>
            setEditing({
              connectionId: free[0]?.id ?? null,
              name: null,
              monthly: null,
              choices: free,
            })
          }
        >
          <Plus aria-hidden className="size-3.5" /> {t("add")}
        </Button>
      )}
      {editing && <BudgetDialog target={editing} onClose={() => setEditing(null)} />}
    </section>
  );
}

function BudgetRow({
  name,
  budget,
  onEdit,
}: {
  name: string;
  budget: Budget | null;
  onEdit: () => void;
}) {
  const t = useTranslations("insights.budgets");
  const money = useMoney();
  const share = budget ? budget.spent / budget.monthly : 0;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="truncate">{name}</span>
          {share >= 1 ? (
            <Badge tone="danger">{t("used")}</Badge>
          ) : (
            share >= NEARLY && <Badge tone="refuse">{t("nearly")}</Badge>
          )}
        </p>
        {budget ? (
          <>
            <p className="text-xs text-ink-2 tabular-nums">
              {t("spent", { spent: money(budget.spent), monthly: money(budget.monthly) })}
            </p>
            <Progress
              className="mt-1.5 max-w-80"
              label={name}
              value={{ done: budget.spent, total: budget.monthly }}
            />
          </>
        ) : (
          <p className="text-xs text-ink-2">{t("none")}</p>
        )}
      </div>
      <Button size="sm" aria-label={t("changeOf", { name })} onClick={onEdit}>
        {t(budget ? "change" : "set")}
      </Button>
    </li>
  );
}
