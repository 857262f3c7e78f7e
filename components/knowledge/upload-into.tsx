"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { SourceSummary } from "./source-list";

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
  if (source) return <DocumentUpload sourceId={source.id} />;
  const target = sources.find(({ id }) => id === chosen) ?? sources[0];
  return (
    <div className="space-y-3">
      <DocumentUpload sourceId={target?.id ?? makeSource} />
      {sources.length > 1 && target && (
        <Field label={t("into")} className="flex-row flex-wrap items-center">
          <Select
            value={target.id}
            onValueChange={setChosen}
            options={sources.map(({ id, name }) => ({ value: id, label: name }))}
            className="w-60"
          />
        </Field>
      )}
    </div>
  );
}
