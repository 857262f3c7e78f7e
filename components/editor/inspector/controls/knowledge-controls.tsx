"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { DocumentUpload } from "@/components/knowledge/document-upload";
import { SyncedStrip } from "@/components/knowledge/synced-strip";
import { SourceDocuments } from "@/components/knowledge/source-documents";
import { useCan } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { NameDialog } from "@/components/ui/name-dialog";
import { Progress } from "@/components/ui/progress";
import { Select } from "@/components/ui/select";
import { BUILT_IN } from "@/lib/nodes/model/definition";
import { useTRPC } from "@/lib/trpc/client";
import { useEditorSession } from "../../editor-context";
import { useNodeTexts } from "../../node-texts";
import { useSources, useStores, type StoreItem } from "../../use-names";
import type { ControlProps } from "./control";
import { SourceSelect } from "./source-select";

/** Chooses a set of files, or makes one by uploading; its documents right below. */
export function SourceControl({ node, field, value, disabled, onChange }: ControlProps) {
  const t = useTranslations("editor.source");
  const { workspace } = useEditorSession();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const texts = useNodeTexts();
  const canEdit = useCan("knowledge.edit");
  const sources = useSources();
  const [naming, setNaming] = useState(false);
  const create = useMutation(
    trpc.source.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: trpc.source.list.queryKey({ workspace }) });
        onChange({ [field.key]: id });
        setNaming(false);
      },
    }),
  );
  const sourceId = typeof value === "string" ? value : null;
  const source = sources.find(({ id }) => id === sourceId);
  const known = source !== undefined;
  const outside = known && source.type !== "files";
  // Files that are dropped while it is being made go into it too.
  const making = useRef<Promise<string> | null>(null);
  const makeSource = () =>
    (making.current ??= create
      .mutateAsync({ workspace, name: texts.name(node) })
      .then(({ id }) => id)
      .finally(() => (making.current = null)));
  return (
    <div className="space-y-3">
      <div className="flex gap-1.5">
        <SourceSelect
          sources={sources}
          value={known ? sourceId : null}
          placeholder={t("choose")}
          disabled={disabled}
          onChoose={(next) => onChange({ [field.key]: next })}
        />
        {canEdit && !disabled && (
          <Button aria-label={t("new")} title={t("new")} onClick={() => setNaming(true)}>
            <Plus aria-hidden className="size-4" />
          </Button>
        )}
      </div>
      {sourceId !== null && !known && sources.length > 0 && (
        <p className="text-xs text-danger-ink">{t("missing")}</p>
      )}
      {canEdit && outside && <SyncedStrip sourceId={source.id} />}
      {canEdit && !outside && (
        <DocumentUpload sourceId={known && sourceId ? sourceId : makeSource} compact />
      )}
      {known && sourceId && <SourceDocuments sourceId={sourceId} />}
      <NameDialog
        open={naming}
        onOpenChange={setNaming}
        title={t("newTitle")}
        description={t("newHelp")}
        submitLabel={t("new")}
        busy={create.isPending}
        error={create.error}
        onSubmit={(name) => create.mutate({ workspace, name })}
      />
    </div>
  );
}

/** Chooses searchable knowledge, or makes some; says how it stands. */
export function StoreControl({ field, value, disabled, onChange }: ControlProps) {
  const t = useTranslations("editor.store");
  const { workspace } = useEditorSession();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const canEdit = useCan("knowledge.edit");
  const stores = useStores();
  const [naming, setNaming] = useState(false);
  const create = useMutation(
    trpc.store.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries({ queryKey: trpc.store.list.queryKey({ workspace }) });
        onChange({ [field.key]: id });
        setNaming(false);
      },
    }),
  );
  const store = stores.find(({ id }) => id === value);
  return (
    <div className="space-y-3">
      <div className="flex gap-1.5">
        <Select
          value={store?.id ?? null}
          placeholder={t("choose")}
          disabled={disabled}
          options={stores.map(({ id, name, passages }) => ({
            value: id,
            label: name,
            hint: t("passages", { count: passages }),
          }))}
          onValueChange={(next) => onChange({ [field.key]: next })}
        />
        {canEdit && !disabled && (
          <Button aria-label={t("new")} title={t("new")} onClick={() => setNaming(true)}>
            <Plus aria-hidden className="size-4" />
          </Button>
        )}
      </div>
      {typeof value === "string" && !store && stores.length > 0 && (
        <p className="text-xs text-danger-ink">{t("missing")}</p>
      )}
      {store && <StoreFacts store={store} />}
      <NameDialog
        open={naming}
        onOpenChange={setNaming}
        title={t("newTitle")}
        description={t("newHelp")}
        submitLabel={t("new")}
        busy={create.isPending}
        error={create.error}
        onSubmit={(name) => create.mutate({ workspace, name })}
      />
    </div>
  );
}

const TONES = { ready: "accent", indexing: "neutral", empty: "refuse", failed: "danger" } as const;

function StoreFacts({ store }: { store: StoreItem }) {
  const t = useTranslations("editor.store");
  const { workspace } = useEditorSession();
  const { embedding, progress } = store;
  const counted = store.state === "indexing" && progress !== null && progress.total > 0;
  const state = counted
    ? t("state.indexing", progress)
    : t(store.state === "indexing" ? "state.preparing" : `state.${store.state}`);
  return (
    <div className="space-y-2 rounded-card border p-3 text-xs text-ink-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Badge tone={TONES[store.state]}>{state}</Badge>
        <span className="tabular-nums">{t("passages", { count: store.passages })}</span>
      </div>
      {store.state === "indexing" && <Progress value={progress} label={state} />}
      <p>
        {t("embedding")}{" "}
        {embedding.connectionId === BUILT_IN
          ? t("builtIn")
          : t("byModel", { model: embedding.model })}
      </p>
      <Link
        href={`/${workspace}/knowledge`}
        className="inline-flex min-h-6 items-center text-accent-ink underline-offset-4 hover:underline"
      >
        {t("manage")}
      </Link>
    </div>
  );
}
