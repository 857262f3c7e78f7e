"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useTRPC } from "@/lib/trpc/client";
import { RoleSelect } from "./role-select";
import type { Role } from "./roles";

/** Makes an invitation and shows its link, the only time it can be seen. */
export function InviteDialog({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("settings.invite");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const create = useMutation(
    trpc.invitation.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.invitation.list.pathFilter()),
    }),
  );
  const made = create.data && { email: create.variables.email, url: absolute(create.data.url) };
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

interface FormProps {
  onSubmit: (input: { workspace: string; email: string; role: Role }) => void;
  onCancel: () => void;
  busy: boolean;
  error: unknown;
}

function Form({ onSubmit, onCancel, busy, error }: FormProps) {
  const t = useTranslations("settings.invite");
  const common = useTranslations("common");
  const { slug: workspace } = useWorkspace();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("builder");
  const [tried, setTried] = useState(false);
  const invalid = !/^\S+@\S+\.\S+$/.test(email.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!invalid) onSubmit({ workspace, email: email.trim(), role });
  };
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <Field label={t("email")} error={tried && invalid && t("emailInvalid")}>
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
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t("action")}
        </Button>
      </div>
    </form>
  );
}
