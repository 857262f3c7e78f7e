import type { OutputPorts } from "@/lib/graph/port-types";
import type { ValueSummary } from "@/lib/graph/run-events";
import { textOf } from "@/lib/graph/value-text";

const PREVIEW_LENGTH = 200;

/** Where values too large to keep in memory go for the length of a run; keys are private to the run. */
export interface SpillPort {
  put(value: unknown, signal: AbortSignal): Promise<string>;
  get(key: string, signal: AbortSignal): Promise<unknown>;
}

/** One output, in memory or spilled. */
type Held = { readonly value: unknown } | { readonly key: string };

/** What came out of a node's live ports. */
export interface NodeOutputs {
  readonly held: ReadonlyMap<string, Held>;
  readonly summaries: Readonly<Record<string, ValueSummary>>;
  /** All values together, as JSON, about, in UTF-16 code units. */
  readonly size: number;
}

export const NO_OUTPUTS: NodeOutputs = { held: new Map(), summaries: {}, size: 0 };

/** Keeps what an executor returned: declared ports only, absent values are ports not taken, large values spilled. */
export async function keepOutputs(options: {
  readonly ports: OutputPorts;
  readonly values: Readonly<Record<string, unknown>>;
  readonly spill: SpillPort | undefined;
  readonly spillBytes: number;
  readonly signal: AbortSignal;
}): Promise<NodeOutputs> {
  const held = new Map<string, Held>();
  const summaries: Record<string, ValueSummary> = {};
  let total = 0;
  for (const [name, port] of Object.entries(options.ports)) {
    const value = options.values[name];
    if (value === undefined) continue;
    const size = sizeOf(value);
    total += size;
    summaries[name] = {
      type: port.type,
      preview: preview(value),
      count: Array.isArray(value) ? value.length : null,
      size,
    };
    const spilled = options.spill !== undefined && size > options.spillBytes;
    held.set(name, spilled ? { key: await options.spill.put(value, options.signal) } : { value });
  }
  return { held, summaries, size: total };
}

/** The value of a port, fetched back if it was spilled; undefined when the port wasn't taken. */
export async function outputValue(
  outputs: NodeOutputs,
  port: string,
  from: { readonly spill: SpillPort | undefined; readonly signal: AbortSignal },
): Promise<unknown> {
  const held = outputs.held.get(port);
  if (held === undefined) return undefined;
  return "key" in held ? from.spill?.get(held.key, from.signal) : held.value;
}

/** About the length of the value as JSON, found without building that text. */
export function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return 5;
  if (Array.isArray(value)) {
    let size = 2;
    for (const item of value) size += sizeOf(item) + 1;
    return size;
  }
  let size = 2;
  for (const [key, item] of Object.entries(value)) size += key.length + 4 + sizeOf(item);
  return size;
}

function preview(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  const text = textOf(first);
  return text.length <= PREVIEW_LENGTH ? text : `${text.slice(0, PREVIEW_LENGTH - 1)}…`;
}
