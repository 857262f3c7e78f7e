"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { useTRPC } from "@/lib/trpc/client";
import { amountIn } from "./amount";
import { AmountField } from "./amount-field";
import type { ModelUsage } from "./usage-tables";

/** Asks what a model costs, in place of the list price or where there is none. */
export function PriceDialog({ model, onClose }: { model: ModelUsage; onClose: () => void }) {
  const t = useTranslations("insights.priceForm");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [input, setInput] = useState(model.price ? String(model.price.input) : "");
  const [output, setOutput] = useState(model.price ? String(model.price.output) : "");
  const [tried, setTried] = useState(false);
  const save = useMutation(
    trpc.usage.setPrice.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.usage.pathFilter());
        onClose();
      },
    }),
  );
  const set = (price: { input: number; output: number } | null) =>
    save.mutate({ workspace, connectionId: model.connectionId, model: model.model, price });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const amounts = [amountIn(input), amountIn(output)] as const;
    if (amounts[0] !== null && amounts[1] !== null) set({ input: amounts[0], output: amounts[1] });
  };
  const problem = (text: string) => tried && amountIn(text) === null && t("invalid");
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("title", { model: model.model })}
      description={t("body")}
      size="sm"
    >
      <form onSubmit={submit} noValidate className="space-y-4">
        <AmountField label={t("input")} error={problem(input)} value={input} onChange={setInput} />
        <AmountField
          label={t("output")}
          error={problem(output)}
          value={output}
          onChange={setOutput}
        />
        {save.error && <ErrorNotice error={save.error} />}
        <div className="flex flex-wrap justify-end gap-2">
          {model.price && <Button onClick={() => set(null)}>{t("forget")}</Button>}
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
