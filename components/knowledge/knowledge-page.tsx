"use client";

import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { Page } from "@/components/shell/page";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { MessagesScope } from "@/lib/i18n/provider";
import { knowledgeMessages } from "@/lib/i18n/scopes/knowledge";
import { DocumentsTab } from "./documents-tab";
import { deletedHref, tabHref, TABS } from "./knowledge-tabs";

const StoresTab = dynamic(async () => (await import("./stores-tab")).StoresTab, {
  loading: () => <Skeleton className="h-80 w-full rounded-card" />,
});
const DeletedTab = dynamic(async () => (await import("./deleted-tab")).DeletedTab, {
  loading: () => <Skeleton className="h-80 w-full rounded-card" />,
});

export function KnowledgePage() {
  return (
    <MessagesScope messages={knowledgeMessages}>
      <KnowledgeTabs />
    </MessagesScope>
  );
}

/** Another part of this page, under its own address. Nothing of it comes from the server, so nothing is fetched. */
function show(href: string): void {
  window.history.replaceState(null, "", href);
}

function KnowledgeTabs() {
  const t = useTranslations("knowledge");
  const params = useSearchParams();
  const { slug } = useWorkspace();
  const tab = TABS.find((candidate) => candidate === params.get("tab")) ?? "documents";
  return (
    <Page title={t("title")} intro={t("intro")} width="wide">
      <Tabs
        label={t("tabs.label")}
        value={tab}
        onValueChange={(next) => show(tabHref(slug, next))}
        tabs={[
          { value: "documents", label: t("tabs.documents"), content: <DocumentsTab /> },
          { value: "stores", label: t("tabs.stores"), content: <StoresTab /> },
          {
            value: "deleted",
            label: t("tabs.deleted"),
            content: (
              <DeletedTab
                checked={params.get("check")}
                onCheck={(documentId) => show(deletedHref(slug, documentId))}
              />
            ),
          },
        ]}
      />
    </Page>
  );
}
