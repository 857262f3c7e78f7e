"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useTRPC } from "@/lib/trpc/client";

export function FirstWorkspaceForm() {
  const t = useTranslations("auth");
  const router = useRouter();
  const trpc = useTRPC();
  const [name, setName] = useState("");
  const create = useMutation(
    trpc.workspace.create.mutationOptions({
      onSuccess: ({ slug }) => router.push(`/${slug}/workflows`),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name });
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <Field label={t("company")}>
        <Input
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="h-10"
        />
      </Field>
      {create.error && <ErrorNotice error={create.error} />}
      <Button type="submit" variant="primary" size="lg" className="w-full" busy={create.isPending}>
        {t("noWorkspace.action")}
      </Button>
    </form>
  );
}
