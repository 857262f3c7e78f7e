"use client";

import { useRouter, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Page } from "@/components/shell/page";
import { useWorkspace, type CurrentPermission } from "@/components/shell/workspace-context";
import { Tabs } from "@/components/ui/tabs";
import { MessagesScope } from "@/lib/i18n/provider";
import { settingsMessages } from "@/lib/i18n/scopes/settings";
import { AccountTab } from "./account-tab";
import { AlertsTab } from "./alerts-tab";
import { AuditTab } from "./audit-tab";
import { GeneralTab } from "./general-tab";
import { MailTab } from "./mail-tab";
import { NetworkTab } from "./network-tab";
import { PeopleTab } from "./people-tab";

const TABS = ["general", "people", "network", "mail", "alerts", "audit", "account"] as const;
type Tab = (typeof TABS)[number];

/** Tabs that not everybody may open; the others are for all members. */
const NEEDS: Readonly<Partial<Record<Tab, CurrentPermission>>> = {
  network: "network.manage",
  mail: "workspace.manage",
  alerts: "workspace.manage",
  audit: "audit.read",
};

const CONTENT: Readonly<Record<Tab, ReactNode>> = {
  general: <GeneralTab />,
  people: <PeopleTab />,
  network: <NetworkTab />,
  mail: <MailTab />,
  alerts: <AlertsTab />,
  audit: <AuditTab />,
  account: <AccountTab />,
};

export function SettingsPage() {
  return (
    <MessagesScope messages={settingsMessages}>
      <SettingsTabs />
    </MessagesScope>
  );
}

function SettingsTabs() {
  const t = useTranslations("settings");
  const router = useRouter();
  const params = useSearchParams();
  const { slug, permissions } = useWorkspace();
  const open = TABS.filter((tab) => {
    const needed = NEEDS[tab];
    return !needed || permissions.includes(needed);
  });
  const tab = open.find((candidate) => candidate === params.get("tab")) ?? "general";
  return (
    <Page title={t("title")} intro={t("intro")}>
      <Tabs
        label={t("tabs.label")}
        value={tab}
        onValueChange={(next) => router.replace(`/${slug}/settings?tab=${next}`)}
        tabs={open.map((value) => ({ value, label: t(`tabs.${value}`), content: CONTENT[value] }))}
      />
    </Page>
  );
}
