"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MailCheck, MailX, UserMinus } from "lucide-react";
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
            <p className="flex items-center gap-1.5 text-xs text-ink-2">
              <span className="truncate">{member.email}</span>
              {member.addressConfirmed && (
                <Badge>
                  {member.addressConfirmed.by === null
                    ? t("addressProved")
                    : t("addressConfirmed", { by: member.addressConfirmed.by })}
                </Badge>
              )}
            </p>
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
        <span className="flex justify-end">
          <ConfirmAddress member={member} />
          <RemoveMember member={member} />
        </span>
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

/** States that the address is the person's own, or takes that back. */
function ConfirmAddress({ member }: { member: Member }) {
  const t = useTranslations("settings.people");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const canManage = useCan("members.manage");
  const [asking, setAsking] = useState(false);
  const { userId, name, email } = member;
  const confirmed = member.addressConfirmed === null;
  const confirm = useMutation(
    trpc.member.confirmAddresses.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        await queryClient.invalidateQueries(trpc.member.list.pathFilter());
      },
    }),
  );
  if (!canManage) return null;
  const which = confirmed ? "confirm" : "withdraw";
  return (
    <>
      <IconButton
        icon={confirmed ? MailCheck : MailX}
        label={t(`address.${which}`, { name })}
        onClick={() => setAsking(true)}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t(`address.${which}`, { name })}
        body={<p>{t(`address.${which}Body`, { email })}</p>}
        confirmLabel={t(`address.${which}Action`)}
        onConfirm={() => confirm.mutate({ workspace, userIds: [userId], confirmed })}
        busy={confirm.isPending}
        error={confirm.error}
      />
    </>
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
