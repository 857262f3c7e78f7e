"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC } from "@/lib/trpc/client";
import { RoleSelect } from "./role-select";
import type { Member } from "./roles";

export function MemberRow({ member }: { member: Member }) {
  const t = useTranslations("settings.people");
  const trpc = useTRPC();
  const me = useQuery(trpc.account.me.queryOptions());
  return (
    <TableRow>
      <Cell className="py-2 pl-4">
        <div className="flex min-w-0 items-center gap-3">
          <Avatar name={member.name} className="rounded-full max-sm:hidden" />
          <div className="min-w-0">
            <p className="flex items-center gap-2 font-medium">
              <span className="truncate">{member.name}</span>
              {me.data?.id === member.userId && <Badge>{t("you")}</Badge>}
            </p>
            <p className="truncate text-xs text-ink-2">{member.email}</p>
          </div>
        </div>
      </Cell>
      <Cell>
        <MemberRole member={member} />
      </Cell>
      <Cell align="right" className="text-ink-2 max-sm:hidden">
        <RelativeTime date={member.joinedAt} />
      </Cell>
      <Cell className="px-2">
        <RemoveMember member={member} />
      </Cell>
    </TableRow>
  );
}

/** Whether this person may change that member at all: only owners touch owners. */
function useCanChange(member: Member): boolean {
  const canManage = useCan("members.manage");
  const { role } = useWorkspace();
  return canManage && (member.role !== "owner" || role === "owner");
}

function MemberRole({ member }: { member: Member }) {
  const t = useTranslations("settings.people");
  const roles = useTranslations("shell.roles");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const setRole = useMutation(
    trpc.member.setRole.mutationOptions({
      onError: useErrorToast(),
      onSuccess: async (_, { role }) => {
        toast(t("roleSet", { name: member.name, role }));
        await queryClient.invalidateQueries(trpc.member.list.pathFilter());
      },
    }),
  );
  if (!useCanChange(member)) return <span className="text-ink-2">{roles(member.role)}</span>;
  return (
    <RoleSelect
      aria-label={t("roleOf", { name: member.name })}
      value={member.role}
      disabled={setRole.isPending}
      onChange={(role) => setRole.mutate({ workspace, userId: member.userId, role })}
    />
  );
}

function RemoveMember({ member }: { member: Member }) {
  const t = useTranslations("settings.people");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [asking, setAsking] = useState(false);
  const { userId, name } = member;
  const remove = useMutation(
    trpc.member.remove.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        toast(t("removed", { name }));
        await queryClient.invalidateQueries(trpc.member.list.pathFilter());
      },
    }),
  );
  if (!useCanChange(member)) return null;
  return (
    <>
      <IconButton
        icon={UserMinus}
        label={t("removeTitle", { name })}
        onClick={() => setAsking(true)}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("removeTitle", { name })}
        body={<p>{t("removeBody", { name })}</p>}
        confirmLabel={t("removeAction")}
        onConfirm={() => remove.mutate({ workspace, userId })}
        busy={remove.isPending}
        error={remove.error}
      />
    </>
  );
}
