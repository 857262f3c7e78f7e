"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Page } from "@/components/shell/page";
import { useWorkspace } from "@/components/shell/workspace-context";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { MessagesScope } from "@/lib/i18n/provider";
import { modelsMessages } from "@/lib/i18n/scopes/models";
import { useTRPC } from "@/lib/trpc/client";
import { CompareForm } from "./compare-form";

/** The same questions, answered by several models side by side. */
export function ComparePage() {
  return (
    <MessagesScope messages={modelsMessages}>
      <Compare />
    </MessagesScope>
  );
}

function Compare() {
  const t = useTranslations("models.compare");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const params = useSearchParams();
  const [chosen, setChosen] = useState(params.get("workflow"));
  const workflows = useQuery(trpc.workflow.list.queryOptions({ workspace }));
  const workflowId = chosen ?? workflows.data?.[0]?.id ?? null;
  return (
    <Page
      title={t("title")}
      intro={t("intro")}
      width="wide"
      above={
        <Link
          href={`/${workspace}/models`}
          className="mb-2 inline-flex min-h-6 items-center gap-1 text-sm text-ink-2 hover:text-ink"
        >
          <ChevronLeft aria-hidden className="size-4" />
          {t("back")}
        </Link>
      }
    >
      {workflows.isPending && <Skeleton className="h-48 w-full rounded-card" />}
      {workflows.data?.length === 0 && (
        <EmptyState
          title={t("noWorkflow")}
          className="rounded-card border border-dashed bg-surface"
        >
          {t("noWorkflowBody")}
        </EmptyState>
      )}
      {workflows.data && workflowId !== null && (
        <div className="space-y-4">
          <Field label={t("workflow")}>
            <Select
              value={workflowId}
              className="max-w-100"
              options={workflows.data.map(({ id, name }) => ({ value: id, label: name }))}
              onValueChange={setChosen}
            />
          </Field>
          <CompareForm
            key={workflowId}
            workflowId={workflowId}
            nodeId={params.get("node")}
            ownId={params.get("own")}
          />
        </div>
      )}
    </Page>
  );
}
