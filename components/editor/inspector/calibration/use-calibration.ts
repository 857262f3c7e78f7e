"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Graph } from "@/lib/graph/document";
import type { OperatingPoint } from "@/lib/grounding/calibration/curve";
import { pickThreshold, type Goal } from "@/lib/grounding/calibration/pick-threshold";
import { router, type Calibration } from "@/lib/nodes/router/definition";
import { useTRPC } from "@/lib/trpc/client";
import { useEditor, useEditorSession } from "../../editor-context";
import type { ControlProps, FieldOf } from "../controls/control";
import type { ScoredQuestion } from "./scores";

export type CalibrationState = ReturnType<typeof useCalibration>;

/** The router's stored calibration, the trial on the test questions, and what can be done with both. */
export function useCalibration({
  node,
  field,
  value,
  onChange,
}: ControlProps<FieldOf<"calibration">>) {
  const { workspace, workflowId } = useEditorSession();
  const trpc = useTRPC();
  const stored = calibrationIn(value);
  const set = node.params[field.thresholdKey];
  const questions = useQuery(trpc.testQuestion.list.queryOptions({ workspace, workflowId }));
  const { preview, stale, run } = usePreview(node.id);
  const [withoutSource, setWithoutSource] = useState(stored?.withoutSource ?? false);
  const apply = (point: OperatingPoint, chosen: Pick<Calibration, "basis" | "goal">) =>
    onChange({
      [field.thresholdKey]: point.threshold,
      [field.key]: calibrationOf(point, { ...chosen, withoutSource }),
    });
  /** Tries the questions anew and sets what the stored goal asks for now, if that can be reached. */
  const repeat = async () => {
    if (!stored) return;
    const { results, basis } = await run(stored.withoutSource);
    const point = pickThreshold(results, stored.goal);
    if (point) apply(point, { basis, goal: stored.goal });
  };
  return {
    nodeId: node.id,
    threshold: typeof set === "number" ? set : router.params.parse({}).threshold,
    stored,
    questions,
    preview,
    previewStale: stale,
    withoutSource,
    setWithoutSource,
    run: () => run(withoutSource),
    repeat,
    choose: (results: readonly ScoredQuestion[], basis: string, goal: Goal) => {
      const point = pickThreshold(results, goal);
      if (point) apply(point, { basis, goal });
    },
  };
}

function calibrationIn(value: unknown): Calibration | null {
  const parsed = router.params.safeParse({ calibration: value });
  return parsed.success ? parsed.data.calibration : null;
}

function calibrationOf(
  { threshold, answered, wronglyAnswered }: OperatingPoint,
  chosen: Pick<Calibration, "basis" | "goal" | "withoutSource">,
): Calibration {
  return {
    ...chosen,
    at: new Date().toISOString(),
    threshold,
    answerable: answered.whole,
    answered: answered.part,
    unanswerable: wronglyAnswered.whole,
    wrong: wronglyAnswered.part,
  };
}

/** Runs the test questions through the saved workflow. Old numbers stay, and say so, once the graph is another. */
function usePreview(nodeId: string) {
  const { workspace, workflowId, autosave, store } = useEditorSession();
  const trpc = useTRPC();
  const [ranOn, setRanOn] = useState<Graph | null>(null);
  const stale = useEditor((state) => ranOn !== null && scoresDiffer(ranOn, state.graph));
  const preview = useMutation(trpc.router.preview.mutationOptions());
  const run = async (withoutSource: boolean) => {
    await autosave.flush();
    setRanOn(store.getState().graph);
    return preview.mutateAsync({ workspace, workflowId, nodeId, withoutSource });
  };
  return { preview, stale, run };
}

/** Whether scores may have changed: moving nodes and moving thresholds does not change them. */
function scoresDiffer(before: Graph, now: Graph): boolean {
  return before !== now && essence(before) !== essence(now);
}

function essence(graph: Graph): string {
  const nodes = graph.nodes.map(({ id, type, params }) => {
    const { threshold: _moved, calibration: _noted, ...rest } = params;
    return [id, type, rest];
  });
  return JSON.stringify([nodes, graph.edges]);
}
