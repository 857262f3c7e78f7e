"use client";

import { useTranslations } from "use-intl";
import { FileSize } from "@/components/ui/file-size";
import type { DocumentsOverview } from "./use-documents";

/** How many documents fit the filter, and how much they hold together. */
export function DocumentFigures({ figures }: { figures: DocumentsOverview["figures"] }) {
  const t = useTranslations("knowledge.documents");
  const { documents, bytes, pages, passages, tokens } = figures;
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-2 tabular-nums">
      <span role="status" className="font-medium text-ink">
        {t("count", { count: documents })}
      </span>
      {bytes > 0 && (
        <span>
          <FileSize bytes={bytes} />
        </span>
      )}
      {pages > 0 && <span>{t("pages", { count: pages })}</span>}
      {passages > 0 && <span>{t("passages", { count: passages })}</span>}
      {tokens > 0 && <span>{t("tokens", { count: tokens })}</span>}
    </p>
  );
}
