"use client";

import { useMutation } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorNotice } from "@/components/ui/error-notice";
import { BUILT_IN, model } from "@/lib/nodes/model/definition";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { useEditor, useEditorSession } from "../../editor-context";
import type { SampleQuestion } from "./questions-dialog";

type Suggestion = RouterOutputs["testQuestion"]["suggest"]["suggestions"][number];

export interface SuggestedQuestionsProps {
  readonly nodeId: string;
  readonly onAdd: (chosen: readonly SampleQuestion[]) => void;
}

/** Questions that the workflow's own model makes from the documents; only those that a person chooses are added. */
export function SuggestedQuestions({ nodeId, onAdd }: SuggestedQuestionsProps) {
  const t = useTranslations("editor.calibration.suggest");
  const { workspace, workflowId, autosave } = useEditorSession();
  const trpc = useTRPC();
  const writer = useWriter();
  const suggest = useMutation(trpc.testQuestion.suggest.mutationOptions());
  if (writer === undefined) return <p className="text-xs text-ink-2">{t("noModel")}</p>;
  const ask = async () => {
    await autosave.flush();
    suggest.mutate({ workspace, workflowId, nodeId });
  };
  const { data } = suggest;
  return (
    <div className="space-y-2">
      <Button size="sm" busy={suggest.isPending} onClick={() => void ask()}>
        <Sparkles aria-hidden className="size-3.5" />
        {t("action", { model: writer })}
      </Button>
      <p role="status" className="text-xs text-ink-2">
        {t(suggest.isPending ? "working" : "help")}
      </p>
      {suggest.error && <ErrorNotice error={suggest.error} />}
      {data && data.failed > 0 && (
        <p className="text-xs text-refuse-ink">{t("failed", { count: data.failed })}</p>
      )}
      {data?.suggestions.length === 0 && <p className="text-xs text-ink-2">{t("none")}</p>}
      {data && data.suggestions.length > 0 && (
        <Review
          suggestions={data.suggestions}
          onAdd={(chosen) => {
            onAdd(chosen);
            suggest.reset();
          }}
        />
      )}
    </div>
  );
}

/** The name of the connected model that writes in the workflow, if one does. */
function useWriter(): string | undefined {
  return useEditor(({ graph }) => {
    for (const { type, params } of graph.nodes) {
      const { data } = type === model.type ? model.params.safeParse(params) : {};
      if (data && data.connectionId !== BUILT_IN && data.model.trim() !== "") return data.model;
    }
    return undefined;
  });
}

interface ReviewProps {
  readonly suggestions: readonly Suggestion[];
  readonly onAdd: SuggestedQuestionsProps["onAdd"];
}

function Review({ suggestions, onAdd }: ReviewProps) {
  const t = useTranslations("editor.calibration.suggest");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = (question: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(question);
    else next.delete(question);
    setChosen(next);
  };
  return (
    <section aria-label={t("title")} className="space-y-3 rounded-card border p-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div>
          <h3 className="text-sm font-medium">{t("title")}</h3>
          <p className="text-xs text-pretty text-ink-2">{t("titleHelp")}</p>
        </div>
        <Button
          size="sm"
          variant="ghost"
          onClick={() => setChosen(new Set(suggestions.map(({ question }) => question)))}
        >
          {t("all")}
        </Button>
      </div>
      <div className="max-h-80 space-y-3 overflow-y-auto">
        {([true, false] as const).map((answerable) => (
          <Group
            key={String(answerable)}
            title={t(answerable ? "answerable" : "unanswerable")}
            suggestions={suggestions.filter((one) => one.answerable === answerable)}
            chosen={chosen}
            onChoose={choose}
          />
        ))}
      </div>
      <Button
        size="sm"
        disabled={chosen.size === 0}
        onClick={() => onAdd(suggestions.filter(({ question }) => chosen.has(question)))}
      >
        {t("add", { count: chosen.size })}
      </Button>
    </section>
  );
}

interface GroupProps {
  readonly title: string;
  readonly suggestions: readonly Suggestion[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (question: string, on: boolean) => void;
}

function Group({ title, suggestions, chosen, onChoose }: GroupProps) {
  const t = useTranslations("editor.calibration.suggest");
  if (suggestions.length === 0) return null;
  const origin = ({ documentName: document, quote, elsewhere }: Suggestion) => {
    if (quote !== null) return t("from", { document, quote });
    return t(elsewhere ? "elsewhere" : "near", { document });
  };
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-ink-2">{title}</legend>
      {suggestions.map((one) => (
        <Checkbox
          key={one.question}
          checked={chosen.has(one.question)}
          onCheckedChange={(on) => onChoose(one.question, on)}
          label={
            <span className="min-w-0 break-words">
              {one.question}
              <span className="block text-xs text-ink-2">{origin(one)}</span>
            </span>
          }
        />
      ))}
    </fieldset>
  );
}
