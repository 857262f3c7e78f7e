"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/lib/trpc/client";
import type { ConnectionSummary } from "./connection-table";

const PolicyDialog = dynamic(async () => (await import("./policy-dialog")).PolicyDialog, {
  loading: () => null,
});

/** What may be used in this workspace, and where an admin changes it. Nothing while there is nothing to allow. */
export function ModelRules({ connections }: { connections: readonly ConnectionSummary[] }) {
  const t = useTranslations("models.policy");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const canManage = useCan("models.manage");
  const policy = useQuery(trpc.modelPolicy.get.queryOptions({ workspace }));
  const [editing, setEditing] = useState(false);
  if (!policy.data || connections.length === 0) return null;
  const { providers, models } = policy.data;
  const open = providers === null && Object.keys(models).length === 0;
  return (
    <section className="mt-10" aria-labelledby="model-rules">
      <h2 id="model-rules" className="text-base font-semibold">
        {t("title")}
      </h2>
      <div className="mt-0.5 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-150 text-pretty text-ink-2">{open ? t("all") : t("some")}</p>
        {canManage && <Button onClick={() => setEditing(true)}>{t("change")}</Button>}
      </div>
      {editing && (
        <PolicyDialog
          policy={policy.data}
          connections={connections}
          onClose={() => setEditing(false)}
        />
      )}
    </section>
  );
}
