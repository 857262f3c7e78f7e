"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useTRPC } from "@/lib/trpc/client";
import { useEditorSession } from "../../editor-context";
import { SuggestedQuestions } from "./suggested-questions";

export interface SampleQuestion {
  readonly question: string;
  readonly answerable: boolean;
}

const MAX_QUESTIONS = 200;

/** The sample questions, one a line, with a tick for those the documents answer. */
export function QuestionsDialog({
  nodeId,
  questions,
  onClose,
}: {
  /** The router that is calibrated on them. */
  nodeId: string;
  questions: readonly SampleQuestion[];
  onClose: () => void;
}) {
  const t = useTranslations("editor.calibration");
  const common = useTranslations("common");
  const { workspace, workflowId } = useEditorSession();
  const [text, setText] = useState(() => questions.map((one) => one.question).join("\n"));
  const [unanswerable, setUnanswerable] = useState<ReadonlySet<string>>(
    () => new Set(questions.filter((one) => !one.answerable).map((one) => one.question)),
  );
  const replace = useReplaceQuestions(onClose);
  const lines = linesOf(text);
  const tick = (line: string, answerable: boolean) => {
    const next = new Set(unanswerable);
    if (answerable) next.delete(line);
    else next.add(line);
    setUnanswerable(next);
  };
  const add = (more: readonly SampleQuestion[]) => {
    setText([...lines, ...more.map(({ question }) => question)].join("\n"));
    const others = more.filter(({ answerable }) => !answerable);
    setUnanswerable(new Set([...unanswerable, ...others.map(({ question }) => question)]));
  };
  const save = () =>
    replace.mutate({
      workspace,
      workflowId,
      questions: lines.map((line) => ({ question: line, answerable: !unanswerable.has(line) })),
    });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title={t("questionsTitle")}
      description={t("questionsHelp")}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button variant="primary" busy={replace.isPending} onClick={save}>
            {t("save")}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <AskedQuestions onAdd={add} />
        <SuggestedQuestions nodeId={nodeId} onAdd={add} />
        <Field label={t("questions")} aside={`${lines.length} / ${MAX_QUESTIONS}`}>
          <Textarea rows={6} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        {lines.length > 0 && (
          <fieldset>
            <legend className="mb-1 text-sm font-medium">{t("tickTitle")}</legend>
            {lines.map((line) => (
              <Checkbox
                key={line}
                checked={!unanswerable.has(line)}
                label={line}
                onCheckedChange={(checked) => tick(line, checked)}
              />
            ))}
          </fieldset>
        )}
        {replace.error && <ErrorNotice error={replace.error} />}
      </div>
    </Dialog>
  );
}

/** Adds what people asked the workflow, ticked by whether it was answered then, for a person to check. */
function AskedQuestions({ onAdd }: { onAdd: (asked: readonly SampleQuestion[]) => void }) {
  const t = useTranslations("editor.calibration");
  const trpc = useTRPC();
  const { workspace, workflowId } = useEditorSession();
  const [added, setAdded] = useState(false);
  const asked = useQuery(trpc.testQuestion.asked.queryOptions({ workspace, workflowId }));
  if (!asked.data || added) return null;
  if (asked.data.length === 0) return <p className="text-xs text-ink-2">{t("askedNone")}</p>;
  return (
    <Button
      size="sm"
      onClick={() => {
        onAdd(asked.data.map(({ question, answered }) => ({ question, answerable: answered })));
        setAdded(true);
      }}
    >
      {t("asked", { count: asked.data.length })}
    </Button>
  );
}

function useReplaceQuestions(onDone: () => void) {
  const { workspace, workflowId } = useEditorSession();
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.testQuestion.replace.mutationOptions({
      onSuccess: async () => {
        const queryKey = trpc.testQuestion.list.queryKey({ workspace, workflowId });
        await queries.invalidateQueries({ queryKey });
        onDone();
      },
    }),
  );
}

function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ""))].slice(0, MAX_QUESTIONS);
}
