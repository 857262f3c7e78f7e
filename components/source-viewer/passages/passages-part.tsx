"use client";

import { useTranslations } from "use-intl";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { AboutDocument } from "../about/about-document";
import type { PassageItem } from "../passage-items";
import { PassagesPane } from "./passages-pane";
import type { Passages } from "./use-passages";

const SLIDES = new Set(["pptx", "ppt", "odp"]);

/** The passages, or why there are none. */
export function PassagesPart({
  document,
  older,
  passages,
  selected,
  onSelect,
}: {
  document: AboutDocument;
  /** Another version than the one that answers is shown. */
  older: boolean;
  passages: Passages;
  selected: string | null;
  onSelect: (item: PassageItem) => void;
}) {
  const t = useTranslations("documentPage");
  const { list, filter, setFilter } = passages;
  if (!list) {
    return passages.error ? (
      <ErrorNotice error={passages.error} onRetry={passages.retry} className="m-4" />
    ) : (
      <Skeleton className="m-4 h-60" />
    );
  }
  if (older) return <Nothing text={t("olderPassages")} />;
  if (list.versionId === null) {
    const over = document.state === "failed" || document.state === "skipped";
    return <Nothing text={t(over ? "notRead" : "notReadYet")} />;
  }
  if (list.storeId === null) return <Nothing text={t("notSearchable")} />;
  return (
    <PassagesPane
      document={document}
      pageKind={SLIDES.has(document.type) ? "slide" : "page"}
      list={list}
      filter={filter}
      onFilter={setFilter}
      selected={selected}
      onSelect={onSelect}
    />
  );
}

function Nothing({ text }: { text: string }) {
  return <p className="mx-auto max-w-90 px-4 py-12 text-center text-pretty text-ink-2">{text}</p>;
}
