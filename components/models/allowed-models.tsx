"use client";

import { Plus, X } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import type { ConnectionSummary } from "./connection-table";
import { ModelInput } from "./model-input";

interface AllowedModelsProps {
  connection: Pick<ConnectionSummary, "id" | "name">;
  /** Empty: all of its models. */
  models: readonly string[];
  onChange: (models: readonly string[]) => void;
}

/** The only models of a connection that may be used, picked one by one from what it offers. */
export function AllowedModels({ connection: { id, name }, models, onChange }: AllowedModelsProps) {
  const t = useTranslations("models.policy");
  const heading = useId();
  const [typed, setTyped] = useState("");
  const model = typed.trim();
  const add = () => {
    if (model === "") return;
    onChange(models.includes(model) ? models : [...models, model]);
    setTyped("");
  };
  return (
    <section aria-labelledby={heading} className="space-y-2">
      <h3 id={heading} className="text-sm font-medium">
        {t("models", { name })}
      </h3>
      {models.length === 0 ? (
        <p className="text-xs text-ink-2">{t("allModels")}</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {models.map((one) => (
            <li
              key={one}
              className="flex max-w-full items-center gap-1 rounded-full bg-raised py-0.5 pl-2.5 text-xs"
            >
              <span className="min-w-0 break-all">{one}</span>
              <IconButton
                icon={X}
                label={t("removeModel", { model: one })}
                onClick={() => onChange(models.filter((other) => other !== one))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="flex items-end gap-2">
        <Field label={t("addModel", { name })} className="min-w-0 grow">
          <ModelInput connectionId={id} value={typed} onChange={setTyped} onEnter={add} />
        </Field>
        <Button disabled={model === ""} onClick={add}>
          <Plus aria-hidden className="size-4" />
          {t("add")}
        </Button>
      </div>
    </section>
  );
}
