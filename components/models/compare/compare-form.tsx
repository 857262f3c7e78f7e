"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Progress } from "@/components/ui/progress";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useTRPC } from "@/lib/trpc/client";
import { choiceKey, useChoices } from "./choices";
import { CompareTable } from "./compare-table";
import { useComparison } from "./use-comparison";

const MAX_QUESTIONS = 50;

interface CompareFormProps {
  workflowId: string;
  /** The Model node to begin with; null for the first. */
  nodeId: string | null;
  /** The named model to begin with, beside its base. */
  ownId: string | null;
}

/** What is asked of which models, and the table of what they said. */
export function CompareForm({ workflowId, nodeId, ownId }: CompareFormProps) {
  const t = useTranslations("models.compare");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const workflow = useQuery(trpc.workflow.get.queryOptions({ workspace, id: workflowId }));
  const tests = useQuery(trpc.testQuestion.list.queryOptions({ workspace, workflowId }));
  const nodes = workflow.data?.draft.nodes.filter(({ type }) => type === "model") ?? [];
  const [chosenNode, setChosenNode] = useState(nodeId);
  const node = nodes.find(({ id }) => id === chosenNode) ?? nodes[0];
  const { choices, first, second } = useChoices(node, ownId);
  const [picked, setPicked] = useState<{ first?: string; second?: string }>({});
  const [typed, setTyped] = useState<string | null>(null);
  const { comparison, error, running, start, cancel } = useComparison();
  useEffect(() => cancel, []); // eslint-disable-line react-hooks/exhaustive-deps -- stops the server's work on leaving
  const text = typed ?? tests.data?.map(({ question }) => question).join("\n") ?? "";
  const questions = text.split("\n").flatMap((line) => (line.trim() ? [line.trim()] : []));
  const keys = [picked.first ?? first, picked.second ?? second];
  const models = keys.flatMap((key) => choices.filter((one) => choiceKey(one) === key));
  const ready = node !== undefined && models.length === 2 && questions.length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && questions.length <= MAX_QUESTIONS)
      void start({ workflowId, nodeId: node.id, questions }, models);
  };
  const options = choices.map((one) => ({ value: choiceKey(one), label: one.label }));
  if (workflow.isSuccess && nodes.length === 0) return <p className="text-ink-2">{t("noNode")}</p>;
  return (
    <>
      <form onSubmit={submit} className="space-y-4">
        {nodes.length > 1 && (
          <Field label={t("node")}>
            <Select
              value={node?.id ?? null}
              className="max-w-100"
              options={nodes.map(({ id, name }) => ({ value: id, label: name }))}
              onValueChange={setChosenNode}
            />
          </Field>
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("first")}>
            <Select
              value={keys[0] ?? null}
              options={options}
              onValueChange={(key) => setPicked({ ...picked, first: key })}
            />
          </Field>
          <Field label={t("second")}>
            <Select
              value={keys[1] ?? null}
              options={options}
              onValueChange={(key) => setPicked({ ...picked, second: key })}
            />
          </Field>
        </div>
        <Field
          label={t("questions")}
          help={t("questionsHelp", { max: String(MAX_QUESTIONS) })}
          error={questions.length > MAX_QUESTIONS && t("tooMany", { max: String(MAX_QUESTIONS) })}
        >
          <Textarea
            rows={5}
            value={text}
            // Thirty questions must not push what starts the comparison off the screen.
            className="max-h-60"
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" disabled={!ready || running}>
            {t("start", { count: questions.length * models.length })}
          </Button>
          {running && <Button onClick={cancel}>{t("cancel")}</Button>}
        </div>
      </form>
      {error != null && <ErrorNotice error={error} className="mt-4" />}
      {comparison && (
        <section className="mt-6 space-y-3" aria-label={t("results")}>
          <Progressing comparison={comparison} running={running} />
          <CompareTable comparison={comparison} running={running} />
        </section>
      )}
    </>
  );
}

function Progressing({
  comparison: { questions, models, answers },
  running,
}: Parameters<typeof CompareTable>[0]) {
  const t = useTranslations("models.compare");
  const total = questions.length * models.length;
  const done = answers.length;
  return (
    <div>
      {running && <Progress value={{ done, total }} label={t("asking")} />}
      <p className="mt-1 text-xs text-ink-2 tabular-nums" role="status">
        {t("progress", { done, total })}
      </p>
    </div>
  );
}
