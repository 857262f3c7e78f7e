"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/lib/trpc/client";
import { RoleSelect } from "./role-select";
import type { Role } from "./roles";

/** Invites by mail, where mails are sent; or makes a link and shows it, the only time it can be seen. */
export function InviteDialog({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("settings.invite");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const status = useQuery(trpc.mail.status.queryOptions({ workspace }));
  const create = useMutation(
    trpc.invitation.create.mutationOptions({
      onSuccess: async ({ url }, { email }) => {
        await queryClient.invalidateQueries(trpc.invitation.list.pathFilter());
        if (url !== null) return;
        toast(t("sent", { email }));
        onOpenChange(false);
      },
    }),
  );
  const url = create.data?.url ?? null;
  const made = url !== null && { email: create.variables?.email ?? "", url: absolute(url) };
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      size="sm"
      title={made ? t("linkTitle", { email: made.email }) : t("title")}
      description={made && t("linkBody")}
    >
      {made ? (
        <Link url={made.url} onClose={() => onOpenChange(false)} />
      ) : (
        <Form
          sends={status.data?.sends ?? null}
          onSubmit={create.mutate}
          onCancel={() => onOpenChange(false)}
          busy={create.isPending}
          error={create.error}
        />
      )}
    </Dialog>
  );
}

/** The server knows the path; the address people open is the one this page was opened at. */
function absolute(url: string): string {
  return new URL(url, window.location.origin).href;
}

function Link({ url, onClose }: { url: string; onClose: () => void }) {
  const t = useTranslations("settings.invite");
  const common = useTranslations("common");
  return (
    <div className="space-y-4">
      <CopyField label={t("link")} value={url} copyLabel={t("copy")} />
      <div className="flex justify-end">
        <Button onClick={onClose}>{common("done")}</Button>
      </div>
    </div>
  );
}

interface Invited {
  workspace: string;
  email: string;
  role: Role;
  by: "mail" | "link";
}

interface FormProps {
  /** Whether mails are sent here; null until that is known. */
  sends: boolean | null;
  onSubmit: (input: Invited) => void;
  onCancel: () => void;
  busy: boolean;
  error: unknown;
}

function Form({ sends, onSubmit, onCancel, busy, error }: FormProps) {
  const t = useTranslations("settings.invite");
  const common = useTranslations("common");
  const { slug: workspace } = useWorkspace();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("builder");
  const [tried, setTried] = useState(false);
  const invalid = !/^\S+@\S+\.\S+$/.test(email.trim());
  const invite = (by: Invited["by"]) => {
    setTried(true);
    if (!invalid) onSubmit({ workspace, email: email.trim(), role, by });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite(sends ? "mail" : "link");
  };
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <Field
        label={t("email")}
        help={sends !== null && t(sends ? "mailHelp" : "noMail")}
        error={tried && invalid && t("emailInvalid")}
      >
        <Input
          type="email"
          value={email}
          maxLength={254}
          autoComplete="off"
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field label={t("role")}>
        <RoleSelect value={role} onChange={setRole} />
      </Field>
      {error != null && <ErrorNotice error={error} />}
      <div className="flex flex-wrap justify-end gap-2">
        {sends && (
          <Button
            variant="ghost"
            className="mr-auto -ml-2 max-sm:w-full max-sm:justify-start"
            disabled={busy}
            onClick={() => invite("link")}
          >
            {t("linkInstead")}
          </Button>
        )}
        <Button onClick={onCancel}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy} disabled={sends === null}>
          {t(sends ? "send" : "action")}
        </Button>
      </div>
    </form>
  );
}
