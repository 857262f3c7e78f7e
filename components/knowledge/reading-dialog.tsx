"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import type { SourceSummary } from "./source-list";

type Reading = RouterOutputs["source"]["reading"];

export interface ReadingDialogProps {
  source: SourceSummary;
  onClose: () => void;
}

/** Text recognition and comments: how the files of a source are read. */
export function ReadingDialog({ source, onClose }: ReadingDialogProps) {
  const t = useTranslations("knowledge.source");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const { id, name } = source;
  const [draft, setDraft] = useState<Pick<Reading, "languages" | "comments"> | null>(null);
  const stored = useQuery(trpc.source.reading.queryOptions({ workspace, id }));
  const change = useMutation(
    trpc.source.setReading.mutationOptions({
      onSuccess: async () => {
        toast(t("readingSaved", { name }));
        onClose();
        await queryClient.invalidateQueries(trpc.source.reading.pathFilter());
      },
    }),
  );
  const shown = draft ?? stored.data;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("readingTitle", { name })}
      description={t("readingHelp")}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            variant="primary"
            busy={change.isPending}
            disabled={draft === null}
            onClick={() => draft && change.mutate({ workspace, id, ...draft })}
          >
            {common("save")}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {stored.error && <ErrorNotice error={stored.error} />}
        {stored.isPending && <Skeleton className="h-24 w-full rounded-card" />}
        {stored.data && shown && (
          <>
            <Recognition
              available={stored.data.available}
              languages={shown.languages}
              onChange={(languages) => setDraft({ languages, comments: shown.comments })}
            />
            <Checkbox
              label={t("comments")}
              checked={shown.comments}
              onCheckedChange={(comments) => setDraft({ languages: shown.languages, comments })}
            />
          </>
        )}
        {change.error && <ErrorNotice error={change.error} />}
      </div>
    </Dialog>
  );
}

interface RecognitionProps {
  available: readonly string[];
  languages: readonly string[];
  onChange: (languages: string[]) => void;
}

function Recognition({ available, languages, onChange }: RecognitionProps) {
  const t = useTranslations("knowledge.source");
  const nameOf = useLanguageNames();
  const [first] = available;
  const toggle = (language: string, on: boolean) =>
    onChange(
      on ? [...languages, language].sort() : languages.filter((other) => other !== language),
    );
  return (
    <div className="space-y-2">
      <Checkbox
        label={t("recognize")}
        checked={languages.length > 0}
        onCheckedChange={(on) => onChange(on ? available.slice(0, 1) : [])}
      />
      <p className="pl-6.5 text-xs text-pretty text-ink-2">{t("recognizeHelp")}</p>
      {languages.length > 0 && available.length > 1 && (
        <fieldset className="space-y-1 pl-6.5">
          <legend className="text-sm font-medium">{t("languages")}</legend>
          <p className="text-xs text-ink-2">{t("languagesHelp")}</p>
          {available.map((language) => (
            <Checkbox
              key={language}
              label={nameOf(language)}
              checked={languages.includes(language)}
              onCheckedChange={(on) => toggle(language, on)}
            />
          ))}
        </fieldset>
      )}
      {languages.length > 0 && available.length === 1 && first && (
        <p className="pl-6.5 text-xs text-pretty text-ink-2">
          {t("oneLanguage", { language: nameOf(first) })}
        </p>
      )}
    </div>
  );
}

/** "deu" -> "German"; a variant keeps its code: "chi_sim" -> "Chinese (chi_sim)". */
function useLanguageNames(): (code: string) => string {
  const names = new Intl.DisplayNames(useLocale(), { type: "language" });
  return (code) => {
    const name = names.of(code.slice(0, 3)) ?? code;
    return code.includes("_") ? `${name} (${code})` : name;
  };
}
