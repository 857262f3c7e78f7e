"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { SourceSummary } from "./source-list";

const SyncedStrip = dynamic(async () => (await import("./synced-strip")).SyncedStrip, {
  loading: () => null,
});
const DocumentUpload = dynamic(async () => (await import("./document-upload")).DocumentUpload, {
  loading: () => null,
});

export interface UploadIntoProps {
  sources: readonly SourceSummary[];
  /** The one that is looked at; null for all. */
  source: SourceSummary | null;
  makeSource: () => Promise<string>;
}

/** The drop zone, and where the files go when that is not obvious. */
export function UploadInto({ sources, source, makeSource }: UploadIntoProps) {
  const t = useTranslations("knowledge.upload");
  const [chosen, setChosen] = useState<string | null>(null);
  if (source && source.type !== "files") return <SyncedStrip sourceId={source.id} />;
  if (source) return <DocumentUpload sourceId={source.id} />;
  const takers = sources.filter(({ type }) => type === "files");
  const target = takers.find(({ id }) => id === chosen) ?? takers[0];
  return (
    <div className="space-y-3">
      <DocumentUpload sourceId={target?.id ?? makeSource} />
      {takers.length > 1 && target && (
        <Field label={t("into")} className="flex-row flex-wrap items-center">
          <Select
            value={target.id}
            onValueChange={setChosen}
            options={takers.map(({ id, name }) => ({ value: id, label: name }))}
            className="w-60"
          />
        </Field>
      )}
    </div>
  );
}
