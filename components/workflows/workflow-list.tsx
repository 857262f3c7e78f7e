"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Search, Workflow } from "lucide-react";
import Link from "next/link";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Page } from "@/components/shell/page";
import { useSearchFlag } from "@/components/shell/use-search-flag";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { SearchInput } from "@/components/ui/search-input";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC } from "@/lib/trpc/client";
import { NewWorkflowDialog } from "./new-workflow-dialog";
import { WorkflowTable } from "./workflow-table";

/** All workflows of the workspace, with everything one does to a whole workflow. */
export function WorkflowList() {
  const t = useTranslations("workflows");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const workflows = useQuery(trpc.workflow.list.queryOptions({ workspace }));
  const canEdit = useCan("workflow.edit");
  const [creating, setCreating] = useSearchFlag("new");
  const newButton = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden className="size-4" />
      {t("new")}
    </Button>
  );
  return (
    <Page title={t("title")} intro={t("intro")} actions={canEdit && newButton}>
      {workflows.error && (
        <ErrorNotice error={workflows.error} onRetry={() => void workflows.refetch()} />
      )}
      {workflows.isPending && <Skeleton className="h-64 w-full rounded-card" />}
      {workflows.data?.length === 0 && <NoWorkflows action={canEdit && newButton} />}
      {workflows.data && workflows.data.length > 0 && <Filtered workflows={workflows.data} />}
      {canEdit && <NewWorkflowDialog open={creating} onOpenChange={setCreating} />}
    </Page>
  );
}

const FILTER_FROM = 8;

function Filtered({ workflows }: { workflows: Parameters<typeof WorkflowTable>[0]["workflows"] }) {
  const t = useTranslations("workflows");
  const [text, setText] = useState("");
  const shown = workflows.filter(({ name }) =>
    name.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase()),
  );
  return (
    <>
      {workflows.length >= FILTER_FROM && (
        <SearchInput
          label={t("filter")}
          value={text}
          onValueChange={setText}
          className="mb-3 max-w-72"
        />
      )}
      {shown.length > 0 ? (
        <WorkflowTable workflows={shown} />
      ) : (
        <EmptyState icon={Search} title={t("noMatch", { text })} />
      )}
    </>
  );
}

function NoWorkflows({ action }: { action: ReactNode }) {
  const t = useTranslations("workflows.empty");
  const { slug, sample } = useWorkspace();
  return (
    <EmptyState
      icon={Workflow}
      title={t("title")}
      className="rounded-card border border-dashed bg-surface"
      actions={
        <>
          {action}
          {sample && (
            <Button asChild>
              <Link href={`/${slug}/workflows/${sample.workflowId}`}>{t("sample")}</Link>
            </Button>
          )}
        </>
      }
    >
      {t("body")}
    </EmptyState>
  );
}
