"use client";

import { Quote } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";

/** The model that needs nothing, described as what it is. */
export function BuiltInCard() {
  const t = useTranslations("models.builtIn");
  return (
    <section className="flex gap-3 rounded-card border bg-surface p-4" aria-label={t("name")}>
      <span className="flex size-8 shrink-0 items-center justify-center rounded-control tile [--hue:var(--cat-model)]">
        <Quote aria-hidden className="size-4" />
      </span>
      <div>
        <h2 className="flex flex-wrap items-center gap-2 text-sm font-semibold">
          {t("name")} <Badge tone="accent">{t("always")}</Badge>
        </h2>
        <p className="mt-0.5 max-w-150 text-pretty text-ink-2">{t("body")}</p>
      </div>
    </section>
  );
}
