"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/lib/trpc/client";
import { amountIn } from "./amount";
import { AmountField } from "./amount-field";

export interface BudgetTarget {
  /** Null for the whole workspace. */
  readonly connectionId: string | null;
  /** Null where the connection is still to be chosen. */
  readonly name: string | null;
  readonly monthly: number | null;
  readonly choices: readonly { readonly id: string; readonly name: string }[] | null;
}

/** Asks what may be spent in a month. */
export function BudgetDialog({ target, onClose }: { target: BudgetTarget; onClose: () => void }) {
  const t = useTranslations("insights.budgets");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [connectionId, setConnectionId] = useState(target.connectionId);
  const [text, setText] = useState(target.monthly === null ? "" : String(target.monthly));
  const [tried, setTried] = useState(false);
  const amount = amountIn(text);
  const valid = amount !== null && amount > 0;
  const save = useMutation(
    trpc.usage.setBudget.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.usage.pathFilter());
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (valid) save.mutate({ workspace, connectionId, monthly: amount });
  };
  const title = target.name === null ? t("formNew") : t("formTitle", { name: target.name });
  return (
    <Dialog open onOpenChange={onClose} title={title} size="sm">
      <form onSubmit={submit} noValidate className="space-y-4">
        {target.choices && (
          <Field label={t("connection")}>
            <Select
              value={connectionId}
              options={target.choices.map(({ id, name }) => ({ value: id, label: name }))}
              onValueChange={setConnectionId}
            />
          </Field>
        )}
        <AmountField
          label={t("monthly")}
          error={tried && !valid && t("invalid")}
          value={text}
          onChange={setText}
        />
        {save.error && <ErrorNotice error={save.error} />}
        <div className="flex flex-wrap justify-end gap-2">
          {target.monthly !== null && (
            <Button onClick={() => save.mutate({ workspace, connectionId, monthly: null })}>
              {t("remove")}
            </Button>
          )}
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
