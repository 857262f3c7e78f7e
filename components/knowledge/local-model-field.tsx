"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/lib/trpc/client";

export interface LocalModelFieldProps {
  value: string;
  onChange: (model: string) => void;
}

/** Chooses one of the models that are on this machine. */
export function LocalModelField({ value, onChange }: LocalModelFieldProps) {
  const t = useTranslations("knowledge.store");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const models = useQuery(trpc.localModel.list.queryOptions({ workspace }));
  const ready = models.data?.filter(({ state }) => state === "ready") ?? [];
  if (models.data && ready.length === 0) {
    return <p className="text-sm text-ink-2">{t("noLocalModel")}</p>;
  }
  return (
    <Field label={t("model")} help={t("localHelp")}>
      <Select
        value={value}
        onValueChange={onChange}
        options={ready.map(({ id, label }) => ({ value: id, label }))}
      />
    </Field>
  );
}
