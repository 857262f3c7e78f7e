"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleSlash, CircleX, Hourglass } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { isOver } from "@/components/chat/conversation";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Spinner } from "@/components/ui/spinner";
import type { NodeState, NodeStatus, RunState } from "@/lib/graph/run-state";
import { textOf } from "@/lib/graph/value-text";
import { useTRPC } from "@/lib/trpc/client";
import { useEditor, useEditorSession } from "../editor-context";
import { useNodeTexts } from "../node-texts";
import { SeePrompt } from "../prompt/see-prompt";
import { useDuration, useOutcome } from "../run-texts";
import { Notes } from "./notes";
import { PassagesFound } from "./passages-found";
import { stepsOf, type Step } from "./steps";

/** What each node did: its time, what came out, and on unfolding all that it saw. */
export function Trace({ run }: { run: RunState }) {
  const t = useTranslations("editor.tryIt");
  const steps = stepsOf(run);
  const { inputTokens, outputTokens } = run.usage;
  return (
    <section aria-label={t("trace")} className="p-3">
      <h3 className="px-1 pb-1 text-xs font-medium text-ink-2">{t("trace")}</h3>
      {steps.length === 0 && <p className="px-1 text-xs text-ink-2">{t("noTrace")}</p>}
      <ol className="space-y-1">
        {steps.map((step) => (
          <StepRow key={step.nodeId} step={step} run={run} />
        ))}
      </ol>
      {inputTokens + outputTokens > 0 && (
        <p className="px-1 pt-2 text-xs text-ink-3 tabular-nums">
          {t("tokens", { input: inputTokens, output: outputTokens })}
        </p>
      )}
    </section>
  );
}

function StepRow({ step, run }: { step: Step; run: RunState }) {
  const t = useTranslations("editor.tryIt");
  const texts = useNodeTexts();
  const duration = useDuration();
  const outcome = useOutcome();
  const [open, setOpen] = useState(false);
  const { nodeId, node } = step;
  const known = useEditor((state) => state.graph.nodes.find(({ id }) => id === nodeId));
  const result =
    node.status === "finished"
      ? outcome(node, run.verdicts[nodeId])
      : t(node.skipped === "run-ended" ? "ended" : `status.${node.status}`);
  return (
    <li>
      <details
        data-step={nodeId}
        data-status={node.status}
        onToggle={(event) => setOpen(event.currentTarget.open)}
        className="rounded-control open:bg-raised"
      >
        <summary className="flex min-h-8 items-start gap-2 rounded-control px-1.5 py-1 text-xs hover:bg-raised">
          <StatusIcon status={node.status} />
          <span className="min-w-0 grow">
            <span className="flex justify-between gap-2">
              <span className="truncate font-medium">{known ? texts.name(known) : nodeId}</span>
              {node.durationMs !== null && (
                <span className="shrink-0 text-ink-3 tabular-nums">
                  {duration(node.durationMs)}
                </span>
              )}
            </span>
            <span className="line-clamp-2 text-ink-2">{result}</span>
            <Notes notes={node.notes} />
          </span>
        </summary>
        {open && <StepDetail nodeId={nodeId} node={node} run={run} />}
      </details>
    </li>
  );
}

function StatusIcon({ status }: { status: NodeStatus }) {
  const looks = "mt-0.75 size-3.5";
  switch (status) {
    case "running":
      return <Spinner className={`${looks} text-accent-ink`} />;
    case "waiting":
      return <Hourglass aria-hidden className={`${looks} text-refuse-ink`} />;
    case "finished":
      return <CircleCheck aria-hidden className={`${looks} text-accent-ink`} />;
    case "skipped":
      return <CircleSlash aria-hidden className={`${looks} text-ink-3`} />;
    case "failed":
      return <CircleX aria-hidden className={`${looks} text-danger-ink`} />;
  }
}

/** What went in and came out, as stored with the run once it's over; until then the short form of what came out. */
function StepDetail({ nodeId, node, run }: { nodeId: string; node: NodeState; run: RunState }) {
  const t = useTranslations("editor.tryIt");
  const { workspace } = useEditorSession();
  const trpc = useTRPC();
  const stored = useQuery(
    trpc.run.get.queryOptions(
      { workspace, runId: run.runId ?? "" },
      { enabled: isOver(run) && run.runId !== null, staleTime: Infinity },
    ),
  );
  const seen = stored.data?.nodes.find((one) => one.nodeId === nodeId);
  const previews: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(node.outputs).map(([port, { preview }]) => [port, preview] as const),
  );
  return (
    <div className="space-y-2 px-2 pt-1 pb-2 text-xs">
      {node.error && <ErrorNotice error={node.error} />}
      {stored.error && <ErrorNotice error={stored.error} />}
      {stored.isLoading && <p className="text-ink-2">{t("loadingDetail")}</p>}
      {seen && <Values title={t("input")} nodeId={nodeId} values={seen.inputs} />}
      {seen?.nodeType === "model" && run.runId !== null && (
        <SeePrompt nodeId={nodeId} runId={run.runId} />
      )}
      {seen?.nodeType === "vector-store" && seen.outputs && run.runId !== null ? (
        <PassagesFound nodeId={nodeId} runId={run.runId} />
      ) : (
        <Values title={t("output")} nodeId={nodeId} values={seen ? seen.outputs : previews} />
      )}
    </div>
  );
}

function Values({ title, nodeId, values }: { title: string; nodeId: string; values: unknown }) {
  const texts = useNodeTexts();
  const node = useEditor((state) => state.graph.nodes.find(({ id }) => id === nodeId));
  const entries = Object.entries(isRecord(values) ? values : {});
  if (entries.length === 0) return null;
  return (
    <div>
      <p className="font-medium text-ink-2">{title}</p>
      <dl>
        {entries.map(([port, value]) => (
          <div key={port} className="mt-1">
            <dt className="text-ink-3">{texts.port(node, port)}</dt>
            <dd className="max-h-48 overflow-y-auto rounded-control bg-surface px-2 py-1 break-words whitespace-pre-wrap">
              {textOf(value)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
