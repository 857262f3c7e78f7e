"use client";

import { useFormatter, useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { OUTCOMES } from "./outcomes";
import type { SyncRun } from "./run-state";

/** How many files met which end; nothing where nothing had changed. */
export function RunCounts({ run, className }: { run: SyncRun; className?: string }) {
  const t = useTranslations("connections.sync");
  const format = useFormatter();
  const some = OUTCOMES.filter((outcome) => run[outcome] > 0);
  if (some.length === 0) return null;
  return (
    <ul className={cn("flex flex-wrap gap-1.5", className)}>
      {some.map((outcome) => (
        <li key={outcome}>
          <Badge tone={outcome === "failed" ? "danger" : "neutral"}>
            {t(`outcome.${outcome}`)} {format.number(run[outcome])}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
