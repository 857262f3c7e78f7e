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
import { useFormatter, useNow, useTranslations } from "use-intl";
import { Tooltip } from "@/components/ui/tooltip";
import { useEditor } from "../editor-context";
import type { EditorState } from "../state/editor-state";
import { useStores } from "../use-names";
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
  const t = useTranslations("editor");
  const [path, x, y] = getBezierPath(props);
  const hint = useSyncHint(props.target);
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
              className="pointer-events-auto absolute rounded-full border bg-surface px-2 text-xs text-ink-2"
            >
              {t("node.keptInSync")}
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

function useSyncHint(targetId: string): string {
  const t = useTranslations("editor.edge");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const storeId = useEditor(
    (state) => state.graph.nodes.find((node) => node.id === targetId)?.params.storeId,
  );
  const syncedAt = useStores().find((store) => store.id === storeId)?.syncedAt;
  if (!syncedAt) return t("neverSynced");
  return t("synced", { time: format.relativeTime(syncedAt, { now, style: "narrow" }) });
}
