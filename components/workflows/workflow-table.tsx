"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Table, TableHead, TableRow } from "@/components/ui/table";
import { usePhone } from "@/components/ui/use-phone";
import type { RouterOutputs } from "@/lib/trpc/client";
import { WorkflowMenu } from "./workflow-menu";

export type WorkflowSummary = RouterOutputs["workflow"]["list"][number];

export function WorkflowTable({ workflows }: { workflows: readonly WorkflowSummary[] }) {
  const t = useTranslations("workflows");
  const phone = usePhone();
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <Table aria-label={t("title")}>
        <TableHead>
          <tr>
            <HeaderCell className="pl-4">{t("column.name")}</HeaderCell>
            {!phone && <HeaderCell>{t("column.problems")}</HeaderCell>}
            <HeaderCell align="right" className="max-md:hidden">
              {t("column.size")}
            </HeaderCell>
            <HeaderCell align="right" className="max-sm:hidden">
              {t("column.updated")}
            </HeaderCell>
            <HeaderCell className="w-12">
              <span className="sr-only">{t("column.actions")}</span>
            </HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {workflows.map((workflow) => (
            <WorkflowRow key={workflow.id} workflow={workflow} phone={phone} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function WorkflowRow({ workflow, phone }: { workflow: WorkflowSummary; phone: boolean }) {
  const t = useTranslations("workflows");
  const { slug, sample } = useWorkspace();
  return (
    <TableRow className="relative transition-colors hover:bg-raised">
      <Cell className="h-13 w-full max-w-0 py-2 pl-4">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1.5">
          <Link
            href={`/${slug}/workflows/${workflow.id}`}
            // The link's area is the whole row; what else can be clicked lies above it.
            className="max-w-full truncate font-medium before:absolute before:inset-0"
          >
            {workflow.name}
          </Link>
          {sample?.workflowId === workflow.id && <Badge>{t("sample")}</Badge>}
          {phone && <WorkflowState workflow={workflow} />}
        </span>
      </Cell>
      {!phone && (
        <Cell>
          <WorkflowState workflow={workflow} />
        </Cell>
      )}
      <Cell align="right" className="text-ink-2 max-md:hidden">
        {workflow.nodeCount}
      </Cell>
      <Cell align="right" className="whitespace-nowrap text-ink-2 max-sm:hidden">
        <RelativeTime date={workflow.updatedAt} />
      </Cell>
      <Cell className="relative px-2">
        <WorkflowMenu workflow={workflow} />
      </Cell>
    </TableRow>
  );
}

function WorkflowState({ workflow }: { workflow: WorkflowSummary }) {
  const t = useTranslations("workflows");
  if (workflow.nodeCount === 0) return <Badge>{t("blank")}</Badge>;
  if (workflow.problemCount === 0) return <Badge tone="accent">{t("ready")}</Badge>;
  return <Badge tone="refuse">{t("problems", { count: workflow.problemCount })}</Badge>;
}
