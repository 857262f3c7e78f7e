"use client";

import {
  BaseEdge,
  EdgeLabelRenderer,
  getBezierPath,
  type EdgeProps,
  type EdgeTypes,
} from "@xyflow/react";
import { X } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import { useTimeAgo } from "@/components/ui/use-time-ago";
import { useEditor } from "../editor-context";
import type { EditorState } from "../state/editor-state";
import { useSources, useStores } from "../use-names";
import type { WireEdge } from "./projection";

type Props = EdgeProps<WireEdge>;

const FlowEdge = memo(function FlowEdge(props: Props) {
  const flow = useEditor((state) => flowThrough(state, props));
  const [path, x, y] = getBezierPath(props);
  return (
    <>
      <BaseEdge path={path} interactionWidth={24} data-flow={flow} />
      {props.selected && <DeleteButton id={props.id} x={x} y={y} />}
    </>
  );
});

const StandingEdge = memo(function StandingEdge(props: Props) {
  const [path, x, y] = getBezierPath(props);
  const hint = useStoreHint(props.target);
  const { text, tone } = useFreshness(props.source);
  return (
    <>
      <BaseEdge path={path} interactionWidth={24} data-standing />
      <EdgeLabelRenderer>
        {props.selected ? (
          <DeleteButton id={props.id} x={x} y={y} />
        ) : (
          <Tooltip label={hint}>
            <span
              style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
              className={cn(
                "pointer-events-auto absolute rounded-full border bg-surface px-2 text-xs whitespace-nowrap",
                tone,
              )}
            >
              {text}
            </span>
          </Tooltip>
        )}
      </EdgeLabelRenderer>
    </>
  );
});

/** Constant, as React Flow asks for: new objects would mount every edge anew. */
export const edgeTypes: EdgeTypes = { flow: FlowEdge, standing: StandingEdge };

function DeleteButton({ id, x, y }: { id: string; x: number; y: number }) {
  const t = useTranslations("editor.edge");
  const readOnly = useEditor((state) => state.readOnly);
  const removeParts = useEditor((state) => state.removeParts);
  if (readOnly) return null;
  return (
    <EdgeLabelRenderer>
      <button
        type="button"
        aria-label={t("delete")}
        title={t("delete")}
        onClick={() => removeParts({ nodes: new Set(), edges: new Set([id]) })}
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        className="nodrag nopan pointer-events-auto absolute flex size-6 items-center justify-center rounded-full border bg-surface text-ink-2 shadow-float hover:text-danger-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </EdgeLabelRenderer>
  );
}

/** Whether the run being watched went along here, left it out, or hasn't come so far. */
function flowThrough({ run }: EditorState, { source, sourceHandleId, target }: Props) {
  const from = run.nodes[source];
  if (from === undefined) return "idle";
  if (from.status === "skipped" || run.nodes[target]?.status === "skipped") return "dead";
  if (from.status !== "finished" && from.status !== "failed") return "idle";
  return from.live.includes(sourceHandleId ?? "") ? "live" : "dead";
}

/** How fresh what comes from a source is. */
function useFreshness(sourceNodeId: string): { text: string; tone: string } {
  const t = useTranslations("editor.edge");
  const timeAgo = useTimeAgo();
  const sourceId = useEditor(
    (state) => state.graph.nodes.find((node) => node.id === sourceNodeId)?.params.sourceId,
  );
  const sync = useSources().find((source) => source.id === sourceId)?.sync;
  if (sync?.failing) return { text: t("failing"), tone: "border-danger text-danger-ink" };
  if (sync?.running) return { text: t("syncing"), tone: "border-accent text-accent-ink" };
  if (!sync?.at) return { text: t("keptInSync"), tone: "text-ink-2" };
  return { text: t("fresh", { time: timeAgo(sync.at) }), tone: "text-ink-2" };
}

/** When the store at the end was last written. */
function useStoreHint(targetId: string): string {
  const t = useTranslations("editor.edge");
  const timeAgo = useTimeAgo();
  const storeId = useEditor(
    (state) => state.graph.nodes.find((node) => node.id === targetId)?.params.storeId,
  );
  const syncedAt = useStores().find((store) => store.id === storeId)?.syncedAt;
  if (!syncedAt) return t("neverSynced");
  return t("synced", { time: timeAgo(syncedAt) });
}
