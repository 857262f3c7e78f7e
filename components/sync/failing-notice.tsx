"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";

/** Syncs fail again and again: somebody should look. */
export function FailingNotice({ failures }: { failures: number }) {
  const t = useTranslations("connections.sync.failing");
  return (
    <section role="alert" className="flex gap-3 rounded-card bg-refuse-soft px-3.5 py-3 text-sm">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-refuse-ink" />
      <div className="min-w-0 space-y-2">
        <p className="font-medium">{t("title", { count: failures })}</p>
        <p className="text-pretty text-ink-2">{t("body")}</p>
      </div>
    </section>
  );
}
