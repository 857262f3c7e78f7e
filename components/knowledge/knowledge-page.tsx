"use client";

import dynamic from "next/dynamic";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { Page } from "@/components/shell/page";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Tabs } from "@/components/ui/tabs";
import { MessagesScope } from "@/lib/i18n/provider";
import { knowledgeMessages } from "@/lib/i18n/scopes/knowledge";
import { DocumentsTab } from "./documents-tab";

const StoresTab = dynamic(async () => (await import("./stores-tab")).StoresTab);

const TABS = ["documents", "stores"] as const;
type Tab = (typeof TABS)[number];

export function KnowledgePage() {
  return (
    <MessagesScope messages={knowledgeMessages}>
      <KnowledgeTabs />
    </MessagesScope>
  );
}

function KnowledgeTabs() {
  const t = useTranslations("knowledge");
  const router = useRouter();
  const params = useSearchParams();
  const { slug } = useWorkspace();
  const tab = TABS.find((candidate) => candidate === params.get("tab")) ?? "documents";
  const choose = (next: Tab) =>
    router.replace(`/${slug}/knowledge${next === "documents" ? "" : `?tab=${next}`}`);
  return (
    <Page title={t("title")} intro={t("intro")} width="wide">
      <Tabs
        label={t("tabs.label")}
        value={tab}
        onValueChange={choose}
        tabs={[
          { value: "documents", label: t("tabs.documents"), content: <DocumentsTab /> },
          { value: "stores", label: t("tabs.stores"), content: <StoresTab /> },
        ]}
      />
    </Page>
  );
}
