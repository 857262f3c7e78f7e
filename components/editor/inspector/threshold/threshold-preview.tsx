"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Spinner } from "@/components/ui/spinner";
import type { Graph } from "@/lib/graph/document";
import { useTRPC } from "@/lib/trpc/client";
import { useEditor, useEditorSession } from "../../editor-context";
import { ScorePlot } from "./score-plot";
import { effectOf, misjudged, type ScoredQuestion } from "./scores";

const QuestionsDialog = dynamic(async () => (await import("./questions-dialog")).QuestionsDialog, {
  ssr: false,
});

/** What the threshold does to the workflow's own sample questions: run once, then moved freely. */
export function ThresholdPreview({ nodeId, threshold }: { nodeId: string; threshold: number }) {
  const t = useTranslations("editor.threshold");
  const { workspace, workflowId } = useEditorSession();
  const trpc = useTRPC();
  const readOnly = useEditor((state) => state.readOnly);
  const questions = useQuery(trpc.testQuestion.list.queryOptions({ workspace, workflowId }));
  const preview = usePreview(nodeId);
  const [editing, setEditing] = useState(false);
  if (readOnly) return null;
  if (questions.isPending) return <Skeleton className="mt-3 h-20" />;
  const count = questions.data?.length ?? 0;
  return (
    <div className="mt-3 space-y-3 rounded-card border p-3">
      {count === 0 && <p className="text-xs text-ink-2">{t("none")}</p>}
      {preview.isPending && (
        <p role="status" className="flex items-center gap-2 text-xs text-ink-2">
          <Spinner className="size-3.5" /> {t("running", { count })}
        </p>
      )}
      {preview.data && <Effect questions={preview.data.results} threshold={threshold} />}
      {preview.stale && <p className="text-xs text-ink-2">{t("stale")}</p>}
      {preview.error && <ErrorNotice error={preview.error} />}
      <div className="flex flex-wrap gap-2">
        {count > 0 && (
          <Button size="sm" disabled={preview.isPending} onClick={preview.run}>
            {t(preview.data ? "runAgain" : "run")}
          </Button>
        )}
        <Button size="sm" variant="ghost" onClick={() => setEditing(true)}>
          {t(count > 0 ? "edit" : "add")}
        </Button>
      </div>
      {editing && (
        <QuestionsDialog questions={questions.data ?? []} onClose={() => setEditing(false)} />
      )}
    </div>
  );
}

function Effect({
  questions,
  threshold,
}: {
  questions: readonly ScoredQuestion[];
  threshold: number;
}) {
  const t = useTranslations("editor.threshold");
  const { answerable, unanswerable } = effectOf(threshold, questions);
  const wrong = misjudged(threshold, questions);
  const answers = t("answers", { count: answerable.answered, total: answerable.total });
  const refuses = t("refuses", { count: unanswerable.refused, total: unanswerable.total });
  return (
    <figure aria-label={t("plot", { answers, refuses })}>
      <figcaption className="mb-2 text-sm" aria-live="polite">
        <span className="font-medium text-accent-ink">{answers}</span>
        <br />
        <span className="font-medium text-refuse-ink">{refuses}</span>
      </figcaption>
      <ScorePlot questions={questions} threshold={threshold} />
      {wrong.length > 0 && (
        <details className="mt-1 text-xs text-ink-2">
          <summary className="min-h-6">{t("wrong", { count: wrong.length })}</summary>
          <ul className="list-disc space-y-1 pt-1 pl-4">
            {wrong.map(({ question, score }, index) => (
              <li key={index}>
                {question} ({t("score", { percent: Math.round(score * 100) })})
              </li>
            ))}
          </ul>
        </details>
      )}
    </figure>
  );
}

/** Runs the sample questions through the saved workflow. Old numbers stay, and say so, once the graph is another. */
function usePreview(nodeId: string) {
  const { workspace, workflowId, autosave, store } = useEditorSession();
  const trpc = useTRPC();
  const [ranOn, setRanOn] = useState<Graph | null>(null);
  const stale = useEditor((state) => ranOn !== null && scoresDiffer(ranOn, state.graph));
  const preview = useMutation(trpc.router.preview.mutationOptions());
  const run = async () => {
    await autosave.flush();
    setRanOn(store.getState().graph);
    preview.mutate({ workspace, workflowId, nodeId });
  };
  return { ...preview, stale, run: () => void run() };
}

/** Whether scores may have changed: moving nodes and moving thresholds does not change them. */
function scoresDiffer(before: Graph, now: Graph): boolean {
  return before !== now && essence(before) !== essence(now);
}

function essence(graph: Graph): string {
  const nodes = graph.nodes.map(({ id, type, params }) => {
    const { threshold: _moved, ...rest } = params;
    return [id, type, rest];
  });
  return JSON.stringify([nodes, graph.edges]);
}
