"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/lib/trpc/client";
import type { ConnectionSummary } from "./connection-table";

export interface LimitsDialogProps {
  connection: ConnectionSummary;
  onClose: () => void;
}

/** How much a key may do at once. */
export function LimitsDialog({ connection, onClose }: LimitsDialogProps) {
  const t = useTranslations("models.limits");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const { id, name } = connection;
  const [answers, setAnswers] = useState(textOf(connection.maxConcurrent));
  const [tokens, setTokens] = useState(textOf(connection.tokensPerMinute));
  const save = useMutation(
    trpc.connection.setLimits.mutationOptions({
      onSuccess: async () => {
        toast(t("saved", { name }));
        onClose();
        await queryClient.invalidateQueries(trpc.connection.pathFilter());
      },
    }),
  );
  const [maxConcurrent, tokensPerMinute] = [limitOf(answers), limitOf(tokens)];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (maxConcurrent === undefined || tokensPerMinute === undefined) return;
    save.mutate({ workspace, id, maxConcurrent, tokensPerMinute });
  };
  return (
    <Dialog open onOpenChange={onClose} title={t("title", { name })} description={t("help")}>
      <form onSubmit={submit} noValidate className="space-y-4">
        <Field
          label={t("answers")}
          help={t("answersHelp")}
          error={maxConcurrent === undefined && t("invalid")}
        >
          <Amount value={answers} onChange={setAnswers} />
        </Field>
        <Field
          label={t("tokens")}
          help={t("tokensHelp")}
          error={tokensPerMinute === undefined && t("invalid")}
        >
          <Amount value={tokens} onChange={setTokens} />
        </Field>
        {save.error && <ErrorNotice error={save.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Amount({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations("models.limits");
  return (
    <Input
      value={value}
      inputMode="numeric"
      autoComplete="off"
      maxLength={9}
      placeholder={t("none")}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function textOf(limit: number | null): string {
  return limit === null ? "" : String(limit);
}

/** Null for nothing entered, undefined for what is no limit. */
function limitOf(text: string): number | null | undefined {
  const digits = text.trim();
  if (digits === "") return null;
  return /^\d{1,9}$/.test(digits) && Number(digits) > 0 ? Number(digits) : undefined;
}
