"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Cell, HeaderCell, Table, TableHead, TableRow } from "@/components/ui/table";
import type { RouterOutputs } from "@/lib/trpc/client";
import { useMoney } from "./use-money";

type Summary = RouterOutputs["usage"]["summary"];
export type ModelUsage = Summary["models"][number];
type WorkflowUsage = Summary["workflows"][number];

/** Which model used and cost how much; a cost that isn't known is said to be unknown. */
export function ModelsTable({
  models,
  onPrice,
}: {
  models: readonly ModelUsage[];
  onPrice: (model: ModelUsage) => void;
}) {
  const t = useTranslations("insights.models");
  const format = useFormatter();
  return (
    <Block title={t("title")}>
      <TableHead>
        <tr>
          <HeaderCell className="pl-4">{t("model")}</HeaderCell>
          <HeaderCell align="right">{t("calls")}</HeaderCell>
          <HeaderCell align="right" className="max-md:hidden">
            {t("tokens")}
          </HeaderCell>
          <HeaderCell align="right">{t("cost")}</HeaderCell>
          <HeaderCell align="right" className="pr-4 max-sm:hidden">
            {t("price")}
          </HeaderCell>
        </tr>
      </TableHead>
      <tbody>
        {models.map((model) => (
          <TableRow key={`${model.connectionId} ${model.model}`}>
            <Cell className="max-w-0 min-w-32 py-2 pl-4">
              <p className="truncate font-medium" title={model.model}>
                {model.model}
              </p>
              <p className="truncate text-xs text-ink-2">{model.connection ?? t("gone")}</p>
              <div className="-ml-2 sm:hidden">
                <PriceButton model={model} onPrice={onPrice} />
              </div>
            </Cell>
            <Cell align="right">{format.number(model.calls)}</Cell>
            <Cell align="right" className="text-ink-2 max-md:hidden">
              {format.number(model.inputTokens)} / {format.number(model.outputTokens)}
            </Cell>
            <Cell align="right">
              <Cost sum={model} />
            </Cell>
            <Cell align="right" className="pr-2 max-sm:hidden">
              <PriceButton model={model} onPrice={onPrice} />
            </Cell>
          </TableRow>
        ))}
      </tbody>
    </Block>
  );
}

function PriceButton({ model, onPrice }: { model: ModelUsage; onPrice: (m: ModelUsage) => void }) {
  const t = useTranslations("insights.models");
  const money = useMoney();
  if (model.connection === null) return null;
  const { price } = model;
  const own = price && { input: money(price.input), output: money(price.output) };
  return (
    <Button
      size="sm"
      variant="ghost"
      aria-label={own ? t("changePrice", { model: model.model, ...own }) : undefined}
      onClick={() => onPrice(model)}
    >
      {own ? t("ownPrice", own) : t("setPrice")}
    </Button>
  );
}

/** Which workflow used and cost how much, and what a run of it costs on average. */
export function WorkflowsTable({ workflows }: { workflows: readonly WorkflowUsage[] }) {
  const t = useTranslations("insights.workflows");
  const models = useTranslations("insights.models");
  const format = useFormatter();
  const money = useMoney();
  return (
    <Block title={t("title")}>
      <TableHead>
        <tr>
          <HeaderCell className="pl-4">{t("workflow")}</HeaderCell>
          <HeaderCell align="right">{t("runs")}</HeaderCell>
          <HeaderCell align="right" className="max-sm:hidden">
            {models("calls")}
          </HeaderCell>
          <HeaderCell align="right">{models("cost")}</HeaderCell>
          <HeaderCell align="right" className="pr-4">
            {t("perRun")}
          </HeaderCell>
        </tr>
      </TableHead>
      <tbody>
        {workflows.map((row) => (
          <TableRow key={row.workflowId ?? ""}>
            <Cell className="max-w-0 min-w-28 py-2 pl-4">
              <WorkflowName row={row} />
            </Cell>
            <Cell align="right">{row.workflowId === null ? "–" : format.number(row.runs)}</Cell>
            <Cell align="right" className="max-sm:hidden">
              {format.number(row.calls)}
            </Cell>
            <Cell align="right">
              <Cost sum={row} />
            </Cell>
            <Cell align="right" className="pr-4 text-ink-2">
              {row.runs > 0 && row.unpriced === 0 ? money(row.cost / row.runs) : "–"}
            </Cell>
          </TableRow>
        ))}
      </tbody>
    </Block>
  );
}

function WorkflowName({ row }: { row: WorkflowUsage }) {
  const t = useTranslations("insights.workflows");
  const { slug } = useWorkspace();
  if (row.workflowId === null) {
    return (
      <>
        <p className="truncate font-medium">{t("none")}</p>
        <p className="truncate text-xs text-ink-2">{t("noneHelp")}</p>
      </>
    );
  }
  if (row.workflow === null) return <p className="truncate text-ink-2">{t("gone")}</p>;
  return (
    <Link
      href={`/${slug}/workflows/${row.workflowId}`}
      className="block truncate font-medium hover:underline"
    >
      {row.workflow}
    </Link>
  );
}

function Cost({ sum }: { sum: { cost: number; calls: number; unpriced: number } }) {
  const t = useTranslations("insights.models");
  const money = useMoney();
  if (sum.unpriced === 0) return <>{money(sum.cost)}</>;
  if (sum.unpriced === sum.calls) return <span className="text-ink-2">{t("unknown")}</span>;
  return <>{t("partly", { cost: money(sum.cost) })}</>;
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to take the keyboard
      tabIndex={0}
      aria-label={title}
      className="overflow-x-auto rounded-card border bg-surface"
    >
      <h2 className="px-4 pt-3 pb-1 text-sm font-semibold">{title}</h2>
      <Table aria-label={title}>{children}</Table>
    </section>
  );
}
