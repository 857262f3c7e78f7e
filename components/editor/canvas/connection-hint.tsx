"use client";

import { useConnection, useStore, type ConnectionState, type HandleType } from "@xyflow/react";
import { Ban } from "lucide-react";
import { checkConnection } from "@/lib/graph/connections";
import type { Connection, Graph } from "@/lib/graph/document";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { useEditor } from "../editor-context";
import { useNodeTexts, type NodeTexts } from "../node-texts";

/** Near the cursor, why the connection being drawn can't end where it's held. */
export function ConnectionHint() {
  const texts = useNodeTexts();
  const connection = useConnection();
  const graph = useEditor((state) => state.graph);
  const [x, y, zoom] = useStore((state) => state.transform);
  const reason = connection.inProgress ? whyRefused(connection, graph, texts) : null;
  if (!connection.inProgress || reason === null) return null;
  return (
    <div
      style={{ left: connection.to.x * zoom + x + 16, top: connection.to.y * zoom + y + 16 }}
      className="pointer-events-none absolute z-20 flex max-w-64 gap-1.5 rounded-control bg-danger-soft px-2.5 py-1.5 text-xs text-danger-ink shadow-float"
    >
      <Ban aria-hidden className="mt-0.5 size-3.5" />
      <span role="status">{reason}</span>
    </div>
  );
}

interface End {
  readonly nodeId: string;
  readonly type: HandleType;
  readonly id?: string | null;
}

/** The connection between two ports, whichever of them it was drawn from; null between two of the same side. */
export function connectionBetween(a: End, b: End): Connection | null {
  if (a.type === b.type) return null;
  const [source, target] = a.type === "source" ? [a, b] : [b, a];
  return {
    source: source.nodeId,
    sourcePort: source.id ?? "",
    target: target.nodeId,
    targetPort: target.id ?? "",
  };
}

/** The reason in words while the pointer is at a port that can't be connected; else null. */
export function whyRefused(
  { fromHandle, toHandle }: Pick<ConnectionState, "fromHandle" | "toHandle">,
  graph: Graph,
  texts: NodeTexts,
): string | null {
  if (!fromHandle || !toHandle) return null;
  const isOrigin = fromHandle.nodeId === toHandle.nodeId && fromHandle.id === toHandle.id;
  if (isOrigin) return null;
  const connection = connectionBetween(fromHandle, toHandle);
  if (connection === null) return texts.sameSide(fromHandle.type);
  const checked = checkConnection(graph, nodeCatalog, connection);
  return checked.ok ? null : texts.refusal(checked, connection.target, graph);
}
