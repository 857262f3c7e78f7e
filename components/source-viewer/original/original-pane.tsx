"use client";

import { Download } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Segments } from "../segments";
import { Skeleton } from "@/components/ui/skeleton";
import { originalUrl } from "../original-url";
import { drawnOn, keyOf, regionsOf, type PassageItem } from "../passage-items";
import { PassageText } from "../passage-text";
import type { Range } from "../text-blocks";
import { useDocumentText } from "../use-document-text";
import { PictureView } from "./picture-view";

const SheetView = dynamic(async () => (await import("./sheet-view")).SheetView, { ssr: false });
const PdfView = dynamic(async () => (await import("./pdf-view")).PdfView, { ssr: false });

/** How an original can be drawn in the browser; `text` for whatever can't. */
export type OriginalKind = "pdf" | "picture" | "sheet" | "text";

export interface OriginalPaneProps {
  document: { id: string; name: string };
  version: { id: string; kind: OriginalKind; size: number; read: boolean };
  items: readonly PassageItem[];
  selected: PassageItem | null;
  onSelect: (item: PassageItem) => void;
  quote: Range | null;
}

/** The original with its passages on it, or its text as it was read. */
export function OriginalPane(props: OriginalPaneProps) {
  const { version } = props;
  const t = useTranslations("documentPage.original");
  const [chosen, setChosen] = useState<"original" | "text">("original");
  const drawable = version.kind !== "text";
  const shown = drawable && (chosen === "original" || !version.read) ? "original" : "text";
  const choice = drawable && version.read && (
    <Segments
      label={t("view")}
      value={shown}
      onValueChange={setChosen}
      options={[
        { value: "original", label: t("original") },
        { value: "text", label: t("text") },
      ]}
    />
  );
  // A PDF has controls of its own beside it.
  const ownRow = shown === "text" || version.kind !== "pdf";
  return (
    <div className="flex h-full min-h-0 flex-col">
      {choice && ownRow && <div className="border-b px-3 py-1.5">{choice}</div>}
      <div className="min-h-0 grow">
        {shown === "original" ? <Drawn {...props} toolbar={choice} /> : <AsText {...props} />}
      </div>
    </div>
  );
}

/** Larger files are fetched when asked for. */
const LARGE = 40_000_000;

function Drawn({ toolbar, ...props }: OriginalPaneProps & { toolbar: ReactNode }) {
  const { document, version, items, selected, onSelect, quote } = props;
  const t = useTranslations("documentPage.original");
  const { slug } = useWorkspace();
  const [wanted, setWanted] = useState(version.size <= LARGE);
  const regions = useMemo(() => regionsOf(items), [items]);
  const text = useDocumentText(
    { documentId: document.id, versionId: version.id, around: quote },
    version.read && quote !== null,
  );
  const url = originalUrl(slug, document.id, version.id);
  const choice = {
    regions,
    selected: selected && keyOf(selected),
    onSelect: (key: string) => {
      const item = items.find((one) => keyOf(one) === key);
      if (item) onSelect(item);
    },
  };
  const quoted = useMemo(() => {
    if (!quote || !text.data?.regions) return null;
    const { text: all, textStart } = text.data;
    return {
      text: all.slice(quote.start - textStart, quote.end - textStart),
      boxes: text.data.regions.boxes,
    };
  }, [quote, text.data]);
  if (!wanted) return <Large {...props} onShow={() => setWanted(true)} />;
  const label = t("label", { name: document.name });
  if (version.kind === "pdf") {
    return (
      <PdfView
        {...choice}
        url={url}
        label={label}
        quote={quoted}
        toolbar={toolbar}
        failed={(reason) => <Undrawable url={url} reason={reason} />}
      />
    );
  }
  if (version.kind === "picture") {
    const alt = t("picture", { name: document.name });
    return (
      <PictureView {...choice} url={`${url}&as=picture`} label={alt} quote={quoted?.boxes ?? []} />
    );
  }
  return <AsSheet {...props} />;
}

function Large({ version, onShow }: OriginalPaneProps & { onShow: () => void }) {
  const t = useTranslations("documentPage.original");
  return (
    <div className="mx-auto max-w-90 px-4 py-16 text-center text-ink-2">
      <p className="mb-4">{t("large", { megabytes: Math.round(version.size / 1_000_000) })}</p>
      <Button onClick={onShow}>{t("show")}</Button>
    </div>
  );
}

function Undrawable({ url, reason }: { url: string; reason: "protected" | "broken" }) {
  const t = useTranslations("sourceViewer");
  return (
    <div className="mx-auto max-w-90 px-4 py-16 text-center text-ink-2">
      <p className="mb-4">{t(`pdf.${reason}`)}</p>
      <Button asChild>
        <a href={url} download>
          <Download aria-hidden className="size-4" />
          {t("original")}
        </a>
      </Button>
    </div>
  );
}

function AsText({ document, version, items, selected, onSelect, quote }: OriginalPaneProps) {
  const t = useTranslations("documentPage.original");
  const around = selected?.range ?? quote;
  const text = useDocumentText({ documentId: document.id, versionId: version.id, around });
  const { drawn, placed } = useMemo(() => drawnOn(items), [items]);
  if (text.isPending) return <Skeleton className="m-4 h-60" />;
  if (!text.data) {
    return <ErrorNotice error={text.error} onRetry={() => void text.refetch()} className="m-4" />;
  }
  const index = selected ? placed.findIndex((item) => keyOf(item) === keyOf(selected)) : -1;
  return (
    <div
      role="region"
      aria-label={t("textLabel", { name: document.name })}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to take the keyboard
      tabIndex={0}
      className="h-full overflow-auto px-5 py-5 -outline-offset-2 sm:px-8"
    >
      <PassageText
        view={text.data}
        passages={drawn}
        selected={index === -1 ? null : index}
        onSelect={(place) => {
          const item = placed[place];
          if (item) onSelect(item);
        }}
        quote={quote}
        label={document.name}
      />
    </div>
  );
}

function AsSheet({ document, version, selected, quote }: OriginalPaneProps) {
  const t = useTranslations("documentPage.original");
  const marked = selected?.range ?? quote;
  const text = useDocumentText({ documentId: document.id, versionId: version.id, around: marked });
  if (text.isPending) return <Skeleton className="m-4 h-60" />;
  if (!text.data) {
    return <ErrorNotice error={text.error} onRetry={() => void text.refetch()} className="m-4" />;
  }
  return <SheetView view={text.data} label={t("label", { name: document.name })} marked={marked} />;
}
