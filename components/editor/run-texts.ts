"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { ValueSummary } from "@/lib/graph/run-events";
import type { NodeState } from "@/lib/graph/run-state";
import type { Verdict } from "@/lib/graph/values";

/** A length of time as people say it: 41 ms, 2.3 s. */
export function useDuration(): (ms: number) => string {
  const t = useTranslations("editor.node");
  return useCallback(
    (ms: number) =>
      ms < 1000 ? t("time", { ms: Math.round(ms) }) : t("seconds", { seconds: ms / 1000 }),
    [t],
  );
}

/** What came out of a node, in a few words; empty while nothing did. */
export function useOutcome(): (node: NodeState, verdict?: Verdict) => string {
  const t = useTranslations("editor.node");
  return useCallback(
    (node: NodeState, verdict?: Verdict) => {
      if (verdict) return t("sure", { percent: Math.round(verdict.score * 100) });
      const port = node.live.find((name) => node.outputs[name] !== undefined);
      const output = port === undefined ? undefined : node.outputs[port];
      return output === undefined ? "" : outcomeOf(output, t);
    },
    [t],
  );
}

function outcomeOf(
  { type, count, preview }: ValueSummary,
  t: ReturnType<typeof useTranslations<"editor.node">>,
): string {
  switch (type) {
    case "passages":
      return t("passages", { count: count ?? 0 });
    case "documents":
      return t("documents", { count: count ?? 0 });
    case "files":
      return t("files", { count: count ?? 0 });
    case "message":
    case "text":
    case "json":
    case "number":
    case "boolean":
      return preview;
  }
}
