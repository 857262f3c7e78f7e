"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { mailStateOf } from "./mail-state";
import { useTRPC } from "@/lib/trpc/client";

/** Invitations nobody has used yet; nothing when there are none. */
export function OpenInvitations() {
  const t = useTranslations("settings.people");
  const roles = useTranslations("shell.roles");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const invitations = useQuery(trpc.invitation.list.queryOptions({ workspace }));
  const refresh = () => queryClient.invalidateQueries(trpc.invitation.list.pathFilter());
  const revoke = useMutation(
    trpc.invitation.revoke.mutationOptions({ onError: useErrorToast(), onSuccess: refresh }),
  );
  if (!invitations.data || invitations.data.length === 0) return null;
  return (
    <div className="mt-8">
      <h3 className="mb-2 font-semibold">{t("openTitle")}</h3>
      <ul className="rounded-card border bg-surface">
        {invitations.data.map(({ id, email, role, expiresAt, mail }) => (
          <li key={id} className="flex items-center gap-3 border-b py-2 pr-2 pl-4 last:border-b-0">
            <div className="min-w-0 grow">
              <p className="truncate">{email}</p>
              <p className="text-xs text-ink-2">
                {roles(role)} · {t("expires", { date: expiresAt })}
                {mail && <> · {t(`mail.${mailStateOf(mail)}`)}</>}
              </p>
            </div>
            <IconButton
              icon={X}
              label={t("revoke", { email })}
              onClick={() =>
                revoke.mutate(
                  { workspace, id },
                  { onSuccess: () => toast(t("revoked", { email })) },
                )
              }
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
