"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { PassageText } from "@/components/source-viewer/passage-text";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import type { Chunking } from "./chunking-form";
import { drawnPart, passageNames } from "./drawn-part";
import type { StoreSummary } from "./store-summary";
import { useSettled } from "./use-settled";

type Preview = RouterOutputs["store"]["previewChunking"];

export interface ChunkingPreviewProps {
  store: StoreSummary;
  /** Null while the settings make none. */
  chunking: Chunking | null;
}

/** One document of the store with the passages a chunking would give drawn on its text; nothing is stored. */
export function ChunkingPreview({ store, chunking }: ChunkingPreviewProps) {
  const t = useTranslations("stores.chunking");
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const documents = useReadDocuments(store, useSettled(search));
  const items = documents.data?.items ?? [];
  const documentId = chosen ?? items[0]?.id ?? null;
  if (documents.isPending) return <Skeleton className="h-80 w-full rounded-card" />;
  if (documents.error) return <ErrorNotice error={documents.error} />;
  if (documentId === null && search === "") {
    return <p className="text-ink-2">{t("noDocuments")}</p>;
  }
  return (
    <section aria-label={t("preview")} className="min-w-0 space-y-3">
      <div className="flex flex-wrap items-end gap-2">
        <Field label={t("document")} className="min-w-48 grow">
          <Select
            value={documentId}
            onValueChange={setChosen}
            options={items.map(({ id, name, folder }) => ({
              value: id,
              label: name,
              hint: folder === "" ? undefined : folder,
            }))}
          />
        </Field>
        {(search !== "" || documents.data.total > items.length) && (
          <SearchInput
            label={t("find")}
            value={search}
            onValueChange={(value) => {
              setSearch(value);
              setChosen(null);
            }}
            className="w-52 max-sm:w-full"
          />
        )}
      </div>
      {documentId && (
        <Drawn
          key={documentId}
          documentId={documentId}
          name={items.find(({ id }) => id === documentId)?.name ?? ""}
          chunking={chunking}
          present={store.chunking}
        />
      )}
    </section>
  );
}

const LISTED = 50;

/** Documents with a text: of the store's source where there is but one, else of the whole workspace. */
function useReadDocuments({ sources }: StoreSummary, search: string) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [only, ...others] = sources;
  return useQuery(
    trpc.document.list.queryOptions(
      {
        workspace,
        search,
        limit: LISTED,
        states: ["ready", "stored", "indexing"],
        ...(only && others.length === 0 ? { sourceId: only.id } : {}),
      },
      { placeholderData: keepPreviousData },
    ),
  );
}

function Drawn({
  documentId,
  name,
  chunking,
  present,
}: {
  documentId: string;
  name: string;
  chunking: Chunking | null;
  present: Chunking;
}) {
  const t = useTranslations("stores.chunking");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const view = useQuery(trpc.document.view.queryOptions({ workspace, id: documentId }));
  // While the settings make no sense, the passages of the last that did stay.
  const [last, setLast] = useState(chunking ?? present);
  if (chunking !== null && chunking !== last) setLast(chunking);
  const preview = useQuery(
    trpc.store.previewChunking.queryOptions(
      { workspace, documentId, chunking: last },
      { placeholderData: keepPreviousData, retry: false },
    ),
  );
  const error = view.error ?? preview.error;
  if (error) return <ErrorNotice error={error} />;
  if (!view.data || !preview.data) return <Skeleton className="h-72 w-full rounded-card" />;
  return (
    <>
      {chunking === null ? (
        <p className="text-xs text-ink-2">{t("invalid")}</p>
      ) : (
        <Figures preview={preview.data} />
      )}
      <Passages view={view.data} preview={preview.data} name={name} />
    </>
  );
}

function Figures({ preview: { total, tokens } }: { preview: Preview }) {
  const t = useTranslations("stores.chunking");
  return (
    <p role="status" className="text-xs text-ink-2 tabular-nums">
      <span className="font-medium text-ink">{t("passages", { count: total })}</span>
      {total > 0 && ` · ${t("tokens", tokens)}`}
    </p>
  );
}

function Passages({
  view,
  preview,
  name,
}: {
  view: RouterOutputs["document"]["view"];
  preview: Preview;
  name: string;
}) {
  const t = useTranslations("stores.chunking");
  const [selected, setSelected] = useState<number | null>(null);
  const drawn = useMemo(() => drawnPart(view, preview.passages), [view, preview]);
  const names = useMemo(() => passageNames(drawn.passages), [drawn]);
  const passages = useMemo(
    () => drawn.passages.map(({ start, end }, at) => ({ start, end, name: names[at] ?? "" })),
    [drawn, names],
  );
  const chosen = selected === null ? undefined : drawn.passages[selected];
  const place = chosen && [...chosen.headings, ...chosen.cells.slice(0, 1)].join(" › ");
  return (
    <>
      <div
        role="region"
        aria-label={t("text", { name })}
        className="h-[46dvh] min-h-60 overflow-y-auto rounded-card border px-4 py-3"
      >
        <PassageText
          view={drawn.view}
          passages={passages}
          selected={selected}
          onSelect={setSelected}
          label={name}
        />
      </div>
      <div className="space-y-0.5 text-xs text-ink-2">
        <p aria-live="polite" className="tabular-nums">
          {chosen && selected !== null
            ? `${t("chosen", { name: names[selected] ?? "", tokens: chosen.tokens })}${place ? ` · ${place}` : ""}`
            : t("choose")}
        </p>
        {drawn.passages.some(({ parent }) => parent !== null) && <p>{t("nested")}</p>}
        {drawn.overlapping && <p>{t("overlapping")}</p>}
        {drawn.passages.length < preview.total && (
          <p>{t("shown", { count: drawn.passages.length })}</p>
        )}
      </div>
    </>
  );
}
