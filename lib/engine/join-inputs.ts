import type { GraphEdge } from "@/lib/graph/document";
import type { InputPorts, PortType } from "@/lib/graph/port-types";
import { textOf } from "@/lib/graph/value-text";

/** An edge over which a value has arrived. */
export interface Arrival {
  readonly edge: GraphEdge;
  readonly value: unknown;
}

/**
 * One value for each port. Several live edges into a port: lists are put together in the order the edges were
 * drawn (an item with an id that's already there is left out), of anything else the first drawn counts.
 */
export function joinInputs(
  ports: InputPorts,
  arrivals: readonly Arrival[],
): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  for (const { edge, value } of arrivals) {
    const port = ports[edge.targetPort];
    if (port === undefined) continue;
    const converted = convert(value, port.type);
    const present = inputs[edge.targetPort];
    if (present === undefined) inputs[edge.targetPort] = converted;
    else if (isList(port.type)) inputs[edge.targetPort] = append(present, converted);
  }
  return inputs;
}

/** `canConnect` has allowed the edge, so only a message used as text needs converting. */
function convert(value: unknown, wanted: PortType): unknown {
  return wanted === "text" ? textOf(value) : value;
}

function isList(type: PortType): boolean {
  return type === "passages" || type === "documents" || type === "files";
}

function append(present: unknown, more: unknown): unknown[] {
  const items = [...asItems(present)];
  const ids = new Set(items.map((item) => item.id));
  return [...items, ...asItems(more).filter((item) => !ids.has(item.id))];
}

function asItems(value: unknown): readonly { id: unknown }[] {
  return Array.isArray(value) ? (value as readonly { id: unknown }[]) : [];
}
