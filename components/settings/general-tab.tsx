"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/lib/trpc/client";
import { Section } from "./section";

export function GeneralTab() {
  const t = useTranslations("settings.general");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const workspace = useWorkspace();
  const canManage = useCan("workspace.manage");
  const [name, setName] = useState(workspace.name);
  const rename = useMutation(
    trpc.workspace.rename.mutationOptions({
      onSuccess: async () => {
        toast(t("saved", { name: name.trim() }));
        // The name is in the frame that the server rendered, and in the list of workspaces.
        router.refresh();
        await queryClient.invalidateQueries(trpc.account.me.pathFilter());
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) rename.mutate({ workspace: workspace.slug, name: name.trim() });
  };
  const unchanged = name.trim() === workspace.name;
  return (
    <Section title={t("title")}>
      <form onSubmit={submit} className="max-w-100 space-y-4">
        <Field
          label={t("name")}
          help={!canManage && t("readOnly")}
          error={name.trim() === "" && common("nameRequired")}
        >
          <Input
            value={name}
            maxLength={120}
            readOnly={!canManage}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {rename.error && <ErrorNotice error={rename.error} />}
        {canManage && (
          <Button type="submit" variant="primary" busy={rename.isPending} disabled={unchanged}>
            {common("save")}
          </Button>
        )}
      </form>
    </Section>
  );
}
