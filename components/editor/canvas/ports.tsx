"use client";

import { Handle, Position, useConnection, type ConnectionState } from "@xyflow/react";
import { cn } from "@/components/ui/cn";
import type { GraphNode } from "@/lib/graph/document";
import { inputsOf, outputsOf } from "@/lib/graph/node-type";
import { canConnect, type PortType } from "@/lib/graph/port-types";
import { definitionOf, portTypeOf, useNodeTexts } from "../node-texts";

type Side = "input" | "output";

/** The ports of a card: inputs along its left edge, outputs along its right, their names within. */
export function Ports({ node }: { node: GraphNode }) {
  const definition = definitionOf(node.type);
  if (!definition) return null;
  const inputs = Object.entries(inputsOf(node, definition));
  const outputs = Object.entries(outputsOf(node, definition));
  if (inputs.length + outputs.length === 0) return null;
  const rows = Array.from({ length: Math.max(inputs.length, outputs.length) }, (_, row) => row);
  return (
    <div className="border-t py-1.5">
      {rows.map((row) => (
        <div key={row} className="relative flex h-6.5 items-center justify-between gap-3 px-3">
          <PortAt node={node} side="input" port={inputs[row]} />
          <PortAt node={node} side="output" port={outputs[row]} />
        </div>
      ))}
    </div>
  );
}

interface PortFacts {
  readonly type: PortType;
  readonly standing?: boolean;
}

function PortAt({
  node,
  side,
  port,
}: {
  node: GraphNode;
  side: Side;
  port: [string, PortFacts] | undefined;
}) {
  const texts = useNodeTexts();
  const fits = useConnection((connection) =>
    port ? fitsInto(connection, { node, side, type: port[1].type }) : "idle",
  );
  if (!port) return <span />;
  const [name, { type, standing }] = port;
  const label = texts.port(node, name);
  return (
    <>
      <Handle
        id={name}
        type={side === "input" ? "target" : "source"}
        position={side === "input" ? Position.Left : Position.Right}
        data-fits={fits}
        data-standing={standing}
        title={`${label}: ${texts.portType(type)}`}
        className="port"
      />
      <span
        title={`${label}: ${texts.portType(type)}`}
        className={cn(
          "min-w-0 truncate text-xs text-ink-2 transition-opacity",
          side === "output" && "text-right",
          fits === "no" && "opacity-40",
        )}
      >
        {label}
      </span>
    </>
  );
}

/** Whether the connection being drawn could end here by its type; `idle` while none is drawn. */
function fitsInto(
  connection: ConnectionState,
  { node, side, type }: { node: GraphNode; side: Side; type: PortType },
): "idle" | "yes" | "no" | "origin" {
  if (!connection.inProgress) return "idle";
  const { fromHandle, fromNode } = connection;
  const from = fromHandle.type === "source" ? "output" : "input";
  if (fromHandle.nodeId === node.id) return from === side ? "origin" : "no";
  const other = (fromNode.data as { node?: GraphNode }).node;
  const otherType = other && portTypeOf(other, from, fromHandle.id ?? "");
  if (from === side || otherType === undefined) return "no";
  const { ok } = side === "input" ? canConnect(otherType, type) : canConnect(type, otherType);
  return ok ? "yes" : "no";
}
