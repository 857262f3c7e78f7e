"use client";

import { PencilLine } from "lucide-react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { CorrectionMark as Mark } from "@/lib/graph/values";

/** Says of a source that a person wrote it: it stands beside the document's name wherever that is shown. */
export function CorrectionMark({
  correction,
  className,
}: {
  correction: Pick<Mark, "kind" | "by">;
  className?: string;
}) {
  const t = useTranslations("sourceViewer.corrected");
  return (
    <span
      data-correction={correction.kind}
      className={cn("inline-flex items-center gap-1 text-refuse-ink", className)}
    >
      <PencilLine aria-hidden className="size-3" />
      {t(correction.kind, { name: correction.by })}
    </span>
  );
}
