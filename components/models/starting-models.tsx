"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { LOCAL } from "@/components/knowledge/embedding-name";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { PURPOSES, type Purpose } from "@/lib/nodes/_contract/starting-models";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import type { ConnectionSummary } from "./connection-table";

const StartingModelsDialog = dynamic(
  async () => (await import("./starting-models-dialog")).StartingModelsDialog,
  { loading: () => null },
);

export type Policy = RouterOutputs["modelPolicy"]["get"];

/** The models that new steps and stores start with, and where an admin changes them. */
export function StartingModels({ connections }: { connections: readonly ConnectionSummary[] }) {
  const t = useTranslations("models.starting");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const canManage = useCan("models.manage");
  const policy = useQuery(trpc.modelPolicy.get.queryOptions({ workspace }));
  const own = useQuery(trpc.namedModel.list.queryOptions({ workspace }));
  const [editing, setEditing] = useState(false);
  if (!policy.data || connections.length === 0) return null;
  const { defaults } = policy.data;
  const nameOf = (purpose: Purpose) => {
    const choice = defaults[purpose];
    if (!choice) return t(`none.${purpose}`);
    const { connectionId, model } = choice;
    const named = own.data?.find((one) => one.connectionId === connectionId && one.model === model);
    if (named) return named.name;
    const connection = connections.find(({ id }) => id === connectionId)?.name;
    const where = connectionId === LOCAL ? t("local") : connection;
    return where === undefined ? model : t("at", { model, connection: where });
  };
  return (
    <section className="mt-10" aria-labelledby="starting-models">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 id="starting-models" className="text-base font-semibold">
            {t("title")}
          </h2>
          <p className="mt-0.5 max-w-150 text-pretty text-ink-2">{t("body")}</p>
        </div>
        {canManage && <Button onClick={() => setEditing(true)}>{t("change")}</Button>}
      </div>
      <dl className="rounded-card border bg-surface">
        {PURPOSES.map((purpose) => (
          <div
            key={purpose}
            className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 border-b px-4 py-2 last:border-b-0"
          >
            <dt className="font-medium">{t(`purpose.${purpose}`)}</dt>
            <dd className="min-w-0 break-words text-ink-2">{nameOf(purpose)}</dd>
          </div>
        ))}
      </dl>
      {editing && (
        <StartingModelsDialog
          policy={policy.data}
          connections={connections}
          own={own.data ?? []}
          onClose={() => setEditing(false)}
        />
      )}
    </section>
  );
}
