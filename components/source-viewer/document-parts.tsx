"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Skeleton } from "@/components/ui/skeleton";
import type { AboutDocument } from "./about/about-document";
import { DocumentNotes } from "./document-notes";
import type { DocumentPageProps } from "./document-page";
import { OriginalPane, type OriginalKind } from "./original/original-pane";
import { PaneTabs } from "./pane-tabs";
import { keyOf, type PassageItem } from "./passage-items";
import { PassagesPart } from "./passages/passages-part";
import { usePassages } from "./passages/use-passages";
import type { Range } from "./text-blocks";
import { useNarrow } from "./use-narrow";

const AboutPane = dynamic(async () => (await import("./about/about-pane")).AboutPane, {
  loading: () => <Skeleton className="h-80 w-full rounded-card" />,
});

type Part = "original" | "passages" | "about";

/** Original, passages and facts: side by side where there is room, else behind tabs. */
export function DocumentParts(props: DocumentPageProps & { document: AboutDocument }) {
  const { document, versionId, start, end, correctionId } = props;
  const t = useTranslations("documentPage.tabs");
  const narrow = useNarrow();
  const [quote] = useState<Range | null>(() =>
    start === undefined || end === undefined || end <= start ? null : { start, end },
  );
  const version = shownVersion(document, versionId);
  const passages = usePassages(document, quote?.start);
  const [chosen, setChosen] = useState<string | null>(correctionId ?? null);
  const [part, setPart] = useState<Part>(correctionId ? "passages" : "original");
  const older =
    version !== undefined && !version.current && document.versions.some((v) => v.current);
  const items = older ? [] : (passages.list?.items ?? []);
  const selected = items.find((item) => keyOf(item) === chosen) ?? null;
  const selectFrom = (from: Part) => (item: PassageItem) => {
    setChosen(keyOf(item));
    // On a narrow page the other side is behind a tab: what was chosen is shown there.
    if (narrow) setPart(from === "original" ? "passages" : "original");
  };
  const original = version && (
    <OriginalPane
      document={document}
      version={{ ...version, kind: kindOf(version) }}
      items={items}
      selected={selected}
      onSelect={selectFrom("original")}
      quote={quote}
    />
  );
  const passagesPart = (
    <PassagesPart
      document={document}
      older={older}
      passages={passages}
      selected={chosen}
      onSelect={selectFrom("passages")}
    />
  );
  const about = <AboutPane document={document} shown={version?.id ?? null} />;
  const sides = [
    { value: "passages" as const, label: t("passages"), content: passagesPart },
    { value: "about" as const, label: t("about"), content: about },
  ];
  const notes = (
    <DocumentNotes
      document={document}
      shown={older ? (version?.number ?? null) : null}
      lost={older ? 0 : (passages.list?.counts.lost ?? 0)}
      onShowLost={() => {
        passages.setFilter({ ...passages.filter, only: "corrected", search: "", skip: undefined });
        setPart("passages");
      }}
    />
  );
  if (narrow) {
    const tabs = [
      { value: "original" as const, label: t("original"), content: original },
      ...sides,
    ];
    return (
      <>
        {notes}
        <PaneTabs label={t("label")} value={part} onValueChange={setPart} tabs={tabs} />
      </>
    );
  }
  return (
    <>
      {notes}
      <div className="grid min-h-0 grow grid-cols-[minmax(0,1fr)_minmax(22rem,28rem)] grid-rows-[minmax(0,1fr)] border-t">
        <section aria-label={t("original")} className="min-h-0 min-w-0 bg-surface">
          {original}
        </section>
        <div className="flex min-h-0 min-w-0 flex-col border-l">
          <PaneTabs
            label={t("label")}
            value={part === "about" ? "about" : "passages"}
            onValueChange={setPart}
            tabs={sides}
          />
        </div>
      </div>
    </>
  );
}

function shownVersion(document: AboutDocument, versionId: string | undefined) {
  const { versions } = document;
  return (
    versions.find(({ id }) => id === versionId) ??
    versions.find(({ current }) => current) ??
    versions.find(({ read }) => read) ??
    versions[0]
  );
}

const PICTURES = new Set(["image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp"]);
const SHEETS = new Set(["xlsx", "xls", "ods", "csv"]);

/** By what the file was found to be; before it was read, by what it was said to be. */
function kindOf({ format, mimeType }: AboutDocument["versions"][number]): OriginalKind {
  if (format === "pdf" || (format === null && mimeType === "application/pdf")) return "pdf";
  if (PICTURES.has(mimeType) && (format === null || format === "image")) return "picture";
  return format !== null && SHEETS.has(format) ? "sheet" : "text";
}
