"use client";

import { CircleCheck, CircleSlash, CircleX, Hourglass } from "lucide-react";
import { useTranslations } from "use-intl";
import { Spinner } from "@/components/ui/spinner";
import { useEditor } from "../editor-context";
import { useDuration, useOutcome } from "../run-texts";

/** How the run being watched went through this node: "41 ms · 8 passages". */
export function RunLine({ nodeId }: { nodeId: string }) {
  const t = useTranslations("editor.node");
  const run = useEditor((state) => state.run.nodes[nodeId]);
  const verdict = useEditor((state) => state.run.verdicts[nodeId]);
  const duration = useDuration();
  const outcome = useOutcome();
  if (!run || run.skipped === "standing" || run.skipped === "run-ended") return null;
  const line = "flex items-center gap-1.5 border-t px-3 py-1.5 text-xs tabular-nums";
  switch (run.status) {
    case "running":
      return (
        <p className={`${line} text-accent-ink`}>
          <Spinner className="size-3.5" /> {t("running")}
        </p>
      );
    case "waiting":
      return (
        <p className={`${line} text-refuse-ink`}>
          <Hourglass aria-hidden className="size-3.5" /> {t("waiting")}
        </p>
      );
    case "skipped":
      return (
        <p className={`${line} text-ink-2`}>
          <CircleSlash aria-hidden className="size-3.5" /> {t("notTaken")}
        </p>
      );
    case "failed":
      return (
        <p className={`${line} text-danger-ink`}>
          <CircleX aria-hidden className="size-3.5" />
          {joined(run.durationMs === null ? "" : duration(run.durationMs), t("failure"))}
        </p>
      );
    case "finished":
      return (
        <p className={`${line} text-ink-2`}>
          <CircleCheck aria-hidden className="size-3.5 text-accent-ink" />
          <span className="truncate">
            {joined(duration(run.durationMs ?? 0), outcome(run, verdict))}
          </span>
        </p>
      );
  }
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}
