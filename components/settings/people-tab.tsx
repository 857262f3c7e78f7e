"use client";

import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useTranslations } from "use-intl";
import { useSearchFlag } from "@/components/shell/use-search-flag";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { HeaderCell, Table, TableHead } from "@/components/ui/table";
import { useTRPC } from "@/lib/trpc/client";
import { InviteDialog } from "./invite-dialog";
import { MemberRow } from "./member-row";
import { OpenInvitations } from "./open-invitations";
import { Section } from "./section";

export function PeopleTab() {
  const t = useTranslations("settings.people");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const canManage = useCan("members.manage");
  const members = useQuery(trpc.member.list.queryOptions({ workspace }));
  const [inviting, setInviting] = useSearchFlag("invite");
  const invite = (
    <Button variant="primary" onClick={() => setInviting(true)}>
      <UserPlus aria-hidden className="size-4" />
      {t("invite")}
    </Button>
  );
  return (
    <Section title={t("title")} hideTitle body={t("body")} actions={canManage && invite}>
      {members.isPending && <Skeleton className="h-32 w-full rounded-card" />}
      {members.error && (
        <ErrorNotice error={members.error} onRetry={() => void members.refetch()} />
      )}
      {members.data && (
        <div className="overflow-hidden rounded-card border bg-surface">
          <Table aria-label={t("title")} className="table-fixed">
            <TableHead>
              <tr>
                <HeaderCell className="pl-4">{t("column.name")}</HeaderCell>
                <HeaderCell className="w-36">{t("column.role")}</HeaderCell>
                <HeaderCell className="w-32 max-sm:hidden" align="right">
                  {t("column.since")}
                </HeaderCell>
                <HeaderCell className="w-22">
                  <span className="sr-only">{t("column.actions")}</span>
                </HeaderCell>
              </tr>
            </TableHead>
            <tbody>
              {members.data.map((member) => (
                <MemberRow key={member.userId} member={member} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
      {canManage && <OpenInvitations />}
      {canManage && inviting && <InviteDialog onOpenChange={setInviting} />}
    </Section>
  );
}
