"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import type { ComponentType } from "react";
import { useTranslations } from "use-intl";
import { Page } from "@/components/shell/page";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { MessagesScope } from "@/lib/i18n/provider";
import { publishMessages } from "@/lib/i18n/scopes/publish";
import { useTRPC } from "@/lib/trpc/client";
import { useOf, usePublication, WorkflowProvider, type Publication } from "./use-publication";

const loading = () => <Skeleton className="h-64 w-full rounded-card" />;
const WidgetTab = dynamic(async () => (await import("./widget-tab")).WidgetTab, { loading });
const HostedPageTab = dynamic(async () => (await import("./hosted-page-tab")).HostedPageTab, {
  loading,
});
const ApiTab = dynamic(async () => (await import("./api-tab")).ApiTab, { loading });
const AudienceTab = dynamic(async () => (await import("./audience-tab")).AudienceTab, { loading });
const HandOverTab = dynamic(async () => (await import("./hand-over-tab")).HandOverTab, {
  loading,
});
const LimitsTab = dynamic(async () => (await import("./limits-tab")).LimitsTab, { loading });

const TABS = ["widget", "page", "form", "api", "audience", "handOver", "limits"] as const;
type Tab = (typeof TABS)[number];

const CONTENT: Readonly<Record<Tab, ComponentType<{ publication: Publication }>>> = {
  widget: WidgetTab,
  page: ({ publication }) => <HostedPageTab publication={publication} channel="page" />,
  form: ({ publication }) => <HostedPageTab publication={publication} channel="form" />,
  api: ApiTab,
  audience: () => <AudienceTab />,
  handOver: HandOverTab,
  limits: LimitsTab,
};

/** How a workflow is offered outside: where, to whom, from which knowledge and up to what cost. */
export function ChannelsPage({ workflowId }: { workflowId: string }) {
  return (
    <MessagesScope messages={publishMessages}>
      <WorkflowProvider value={workflowId}>
        <Channels />
      </WorkflowProvider>
    </MessagesScope>
  );
}

function Channels() {
  const t = useTranslations("publish");
  const trpc = useTRPC();
  const of = useOf();
  const router = useRouter();
  const params = useSearchParams();
  const { workspace, workflowId } = of;
  const publication = usePublication();
  const workflow = useQuery(trpc.workflow.get.queryOptions({ workspace, id: workflowId }));
  const editor = `/${workspace}/workflows/${workflowId}`;
  const tab = TABS.find((candidate) => candidate === params.get("tab")) ?? "widget";
  return (
    <Page
      title={workflow.data ? t("titleOf", { name: workflow.data.name }) : t("title")}
      intro={t("intro")}
      above={
        <Button asChild variant="ghost" size="sm" className="mb-3 -ml-2 self-start">
          <Link href={editor}>
            <ArrowLeft aria-hidden className="size-4" /> {t("back")}
          </Link>
        </Button>
      }
    >
      {publication.isPending && <Skeleton className="h-64 w-full rounded-card" />}
      {publication.error && (
        <ErrorNotice error={publication.error} onRetry={() => void publication.refetch()} />
      )}
      {publication.data && (
        <Tabs
          label={t("tabs.label")}
          value={tab}
          onValueChange={(next) => router.replace(`${editor}/channels?tab=${next}`)}
          tabs={TABS.map((value) => {
            const Content = CONTENT[value];
            return {
              value,
              label: t(`tabs.${value}`),
              content: <Content publication={publication.data} />,
            };
          })}
        />
      )}
    </Page>
  );
}
