"use client";

import { useRef, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useTRPCClient, type RouterInputs, type RouterOutputs } from "@/lib/trpc/client";

type Start = RouterInputs["modelComparison"]["start"];
export type Choice = Start["models"][number] & { label: string };
export type Compared =
  RouterOutputs["modelComparison"]["start"] extends AsyncIterable<infer One> ? One : never;

/** What is asked, of whom, and what came of it so far. */
export interface Comparison {
  questions: readonly string[];
  models: readonly Choice[];
  answers: readonly Compared[];
}

/** Runs one comparison at a time; a new one, or leaving, stops the one before. */
export function useComparison() {
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [running, setRunning] = useState(false);
  const stop = useRef<AbortController | null>(null);

  const start = async (
    of: { workflowId: string; nodeId: string; questions: string[] },
    models: readonly Choice[],
  ) => {
    stop.current?.abort();
    const controller = new AbortController();
    stop.current = controller;
    const { signal } = controller;
    setError(null);
    setRunning(true);
    setComparison({ questions: of.questions, models, answers: [] });
    try {
      const asked = models.map(({ connectionId, model }) => ({ connectionId, model }));
      const answers = await client.modelComparison.start.mutate(
        { workspace, ...of, models: asked },
        { signal },
      );
      for await (const answer of answers) {
        if (signal.aborted) break;
        setComparison((now) => now && { ...now, answers: [...now.answers, answer] });
      }
    } catch (caught) {
      if (!signal.aborted) setError(caught);
    } finally {
      if (stop.current === controller) setRunning(false);
    }
  };
  const cancel = () => {
    stop.current?.abort();
    setRunning(false);
  };
  return { comparison, error, running, start, cancel };
}
