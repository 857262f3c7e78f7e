"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { shareOf } from "@/lib/grounding/calibration/curve";
import type { Calibration } from "@/lib/nodes/router/definition";
import { useTRPC } from "@/lib/trpc/client";
import { useEditor, useEditorSession } from "../../editor-context";
import type { CalibrationState } from "./use-calibration";

/** How the threshold was chosen, and whether that still holds: a click makes it hold again. */
export function CalibrationSummary({
  stored,
  state,
}: {
  stored: Calibration;
  state: CalibrationState;
}) {
  const t = useTranslations("editor.calibration");
  const readOnly = useEditor((editor) => editor.readOnly);
  const stale = useIsStale(stored, state.nodeId);
  const { high } = shareOf(stored.wrong, stored.unanswerable);
  const moved = Math.abs(stored.threshold - state.threshold) > 1e-9;
  return (
    <div className="space-y-1.5 text-xs text-ink-2">
      <p>
        {t("set", { count: stored.answerable + stored.unanswerable })}{" "}
        <RelativeTime date={new Date(stored.at)} />:{" "}
        {t("did", {
          answered: stored.answered,
          answerable: stored.answerable,
          wrong: stored.wrong,
          unanswerable: stored.unanswerable,
        })}{" "}
        {stored.unanswerable > 0 && t("upTo", { percent: Math.round(high * 100) })}
      </p>
      {moved && <p>{t("moved")}</p>}
      {stale && (
        <div className="rounded-control bg-refuse-soft p-2 text-refuse-ink">
          <p>{t("basisChanged")}</p>
          {!readOnly && (
            <Button
              size="sm"
              className="mt-1.5"
              busy={state.preview.isPending}
              onClick={() => void state.repeat()}
            >
              {t("repeat")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Asks the server what scores rest on now; while it does not know, nothing is called stale. */
function useIsStale(stored: Calibration, nodeId: string): boolean {
  const { workspace, workflowId } = useEditorSession();
  const trpc = useTRPC();
  const now = useQuery(
    trpc.router.basis.queryOptions(
      { workspace, workflowId, nodeId },
      { retry: false, staleTime: 0, refetchOnWindowFocus: true },
    ),
  );
  return now.data !== undefined && now.data.basis !== stored.basis;
}
