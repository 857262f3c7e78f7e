"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { keyOf, type PassageItem, type PassageList } from "../passage-items";
import { Segments } from "../segments";
import { PassageCard, type PassageCardProps } from "./passage-card";
import { targetOf, useCorrections } from "./use-corrections";

const TextDialog = dynamic(async () => (await import("./text-dialog")).TextDialog, { ssr: false });

export type Only = "all" | "flagged" | "corrected";

/** Which passages are listed. */
export interface PassageFilter {
  storeId: string | undefined;
  search: string;
  only: Only;
  skip: number | undefined;
}

export interface PassagesPaneProps {
  document: { id: string; name: string };
  pageKind: PassageCardProps["pageKind"];
  list: PassageList;
  filter: PassageFilter;
  onFilter: (filter: PassageFilter) => void;
  selected: string | null;
  onSelect: (item: PassageItem) => void;
}

/** How the document was understood: its passages, and what people may do about them. */
export function PassagesPane(props: PassagesPaneProps) {
  const { document, list, filter, onFilter } = props;
  const t = useTranslations("documentPage.passages");
  const canEdit = useCan("knowledge.edit");
  const [asked, setAsked] = useState<PassageItem | "add" | null>(null);
  const corrections = useCorrections(document.id, { onDone: () => setAsked(null) });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Toolbar {...props} onAdd={canEdit ? () => setAsked("add") : undefined} />
      {list.items.length === 0 ? (
        <div className="px-4 py-12 text-center text-ink-2">
          <p>{list.counts.all === 0 ? t("empty") : t("none")}</p>
          {list.counts.all > 0 && (
            <Button
              className="mt-4"
              onClick={() => onFilter({ ...filter, search: "", only: "all", skip: undefined })}
            >
              {t("showAll")}
            </Button>
          )}
        </div>
      ) : (
        <Cards {...props} canEdit={canEdit} corrections={corrections} onAsk={setAsked} />
      )}
      <Pager {...props} />
      {asked !== null && (
        <Asked {...props} asked={asked} corrections={corrections} onClose={() => setAsked(null)} />
      )}
    </div>
  );
}

type Corrections = ReturnType<typeof useCorrections>;

function Toolbar({
  list,
  filter,
  onFilter,
  onAdd,
}: PassagesPaneProps & { onAdd: (() => void) | undefined }) {
  const t = useTranslations("documentPage.passages");
  const { counts, stores } = list;
  const options = [
    { value: "all" as const, label: t("all", { count: counts.all }) },
    ...(counts.flagged > 0 || filter.only === "flagged"
      ? [{ value: "flagged" as const, label: t("flagged", { count: counts.flagged }) }]
      : []),
    ...(counts.corrected > 0 || filter.only === "corrected"
      ? [{ value: "corrected" as const, label: t("corrected", { count: counts.corrected }) }]
      : []),
  ];
  return (
    <div className="space-y-2.5 border-b px-3 py-3">
      {stores.length > 1 && (
        <Field label={t("store")}>
          <Select
            value={list.storeId}
            onValueChange={(storeId) => onFilter({ ...filter, storeId, skip: undefined })}
            options={stores.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      )}
      <div className="flex gap-2">
        <SearchInput
          value={filter.search}
          onValueChange={(search) => onFilter({ ...filter, search, skip: undefined })}
          label={t("search")}
          className="grow"
        />
        {onAdd && (
          <Button onClick={onAdd}>
            <Plus aria-hidden className="size-4" />
            {t("add")}
          </Button>
        )}
      </div>
      {options.length > 1 && (
        <Segments
          label={t("filter")}
          value={filter.only}
          onValueChange={(only) => onFilter({ ...filter, only, skip: undefined })}
          options={options}
        />
      )}
    </div>
  );
}

function Cards({
  document,
  pageKind,
  list,
  filter,
  selected,
  onSelect,
  canEdit,
  corrections,
  onAsk,
}: PassagesPaneProps & {
  canEdit: boolean;
  corrections: Corrections;
  onAsk: (item: PassageItem) => void;
}) {
  const t = useTranslations("documentPage.passages");
  const { slug: workspace } = useWorkspace();
  const root = useRef<HTMLUListElement>(null);
  useEffect(() => {
    root.current?.querySelector("[data-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [selected, list]);
  const move = (from: number, by: number) => {
    const next = list.items[from + by];
    if (!next) return;
    onSelect(next);
    const buttons = root.current?.querySelectorAll<HTMLElement>("li > button");
    buttons?.[from + by]?.focus();
  };
  return (
    <ul
      ref={root}
      aria-label={t("label", { name: document.name })}
      className="relative min-h-0 grow space-y-2 overflow-y-auto px-3 py-3"
    >
      {list.items.map((item, index) => {
        const target = targetOf(item, list.versionId);
        return (
          <PassageCard
            key={keyOf(item)}
            item={item}
            pageKind={pageKind}
            selected={selected === keyOf(item)}
            canEdit={canEdit && target !== null}
            search={filter.search}
            onSelect={() => onSelect(item)}
            onMove={(by) => move(index, by)}
            onEdit={() => onAsk(item)}
            onExclude={() => {
              if (target)
                corrections.exclude.mutate({ workspace, documentId: document.id, target });
            }}
            onUndo={() => {
              const id = item.correction?.id;
              if (id) corrections.undo.mutate({ workspace, documentId: document.id, id });
            }}
          />
        );
      })}
    </ul>
  );
}

function Pager({ list, filter, onFilter }: PassagesPaneProps) {
  const t = useTranslations("documentPage.passages");
  const { skip, pageSize, total, items } = list;
  if (total <= pageSize) return null;
  const go = (to: number) => onFilter({ ...filter, skip: Math.max(0, to) });
  return (
    <div className="flex items-center justify-between gap-2 border-t px-3 py-2 text-xs text-ink-2 tabular-nums">
      <Button size="sm" disabled={skip === 0} onClick={() => go(skip - pageSize)}>
        {t("before")}
      </Button>
      <span>{t("range", { from: skip + 1, to: skip + items.length, total })}</span>
      <Button size="sm" disabled={skip + items.length >= total} onClick={() => go(skip + pageSize)}>
        {t("after")}
      </Button>
    </div>
  );
}

function Asked({
  document,
  list,
  asked,
  corrections,
  onClose,
}: PassagesPaneProps & {
  asked: PassageItem | "add";
  corrections: Corrections;
  onClose: () => void;
}) {
  const t = useTranslations("documentPage.passages");
  const common = useTranslations("common");
  const { slug: workspace } = useWorkspace();
  const documentId = document.id;
  const { add, edit } = corrections;
  const close = () => {
    add.reset();
    edit.reset();
    onClose();
  };
  if (asked === "add") {
    return (
      <TextDialog
        title={t("addTitle")}
        help={t("addHelp")}
        submitLabel={t("add")}
        initial=""
        original={null}
        onClose={close}
        onSubmit={(text) => add.mutate({ workspace, documentId, text })}
        busy={add.isPending}
        error={add.error}
      />
    );
  }
  const target = targetOf(asked, list.versionId);
  return (
    <TextDialog
      title={t("editTitle", { number: asked.number })}
      help={t("editHelp")}
      submitLabel={common("save")}
      initial={asked.text}
      original={
        asked.correction?.kind === "edit"
          ? asked.correction.original
          : asked.correction
            ? null
            : asked.text
      }
      onClose={close}
      onSubmit={(text) => {
        if (target) edit.mutate({ workspace, documentId, target, text });
      }}
      busy={edit.isPending}
      error={edit.error}
    />
  );
}
