"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/lib/trpc/client";

export function AllowHostForm() {
  const t = useTranslations("settings.network");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [host, setHost] = useState("");
  const [port, setPort] = useState("");
  const allow = useMutation(
    trpc.network.allow.mutationOptions({
      onSuccess: async (_, allowed) => {
        toast(t("allowed", { host: `${allowed.host}:${allowed.port}` }));
        setHost("");
        setPort("");
        await queryClient.invalidateQueries(trpc.network.list.pathFilter());
      },
    }),
  );
  const number = Number(port);
  const portInvalid = port !== "" && !(Number.isInteger(number) && number >= 1 && number <= 65_535);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    allow.mutate({ workspace, host: host.trim(), port: number });
  };
  return (
    <form onSubmit={submit} className="max-w-130 space-y-3">
      <div className="flex items-start gap-2">
        <Field label={t("host")} help={t("hostHelp")} className="grow">
          <Input
            value={host}
            maxLength={253}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setHost(event.target.value)}
          />
        </Field>
        <Field label={t("port")} error={portInvalid && t("portInvalid")} className="w-28">
          <Input
            value={port}
            maxLength={5}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => setPort(event.target.value)}
          />
        </Field>
      </div>
      {allow.error && <ErrorNotice error={allow.error} />}
      <Button
        type="submit"
        variant="primary"
        busy={allow.isPending}
        disabled={host.trim() === "" || port === "" || portInvalid}
      >
        {t("action")}
      </Button>
    </form>
  );
}
