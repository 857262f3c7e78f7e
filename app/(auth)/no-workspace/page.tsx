import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { FirstWorkspaceForm } from "@/components/auth/first-workspace-form";
import { requireUserPage } from "@/lib/auth/session";
import { translator } from "@/lib/i18n/translator";

const t = translator("auth.noWorkspace");

export const metadata: Metadata = { title: t("title") };

/** For somebody who was removed from the last workspace they were in. */
export default async function NoWorkspacePage() {
  await requireUserPage();
  return (
    <AuthCard title={t("title")} intro={t("intro")}>
      <FirstWorkspaceForm />
    </AuthCard>
  );
}
