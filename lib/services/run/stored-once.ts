/** Stands in a node's values for one that is stored with another node: [its id, its output]. */
const FROM = "$from";
/** What is shown of a value that is not there. */
const GONE = { omitted: "too-large" };

type Values = Readonly<Record<string, unknown>>;

/**
 * Names where values are stored already, so that what a node was given, or handed on as it was, is stored once in a run:
 * passages go from the search through the router to the model.
 */
export function storingOnce() {
  const places = new Map<object, readonly [nodeId: string, port: string]>();
  const named = (values: Values): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const place = isLarge(value) ? places.get(value) : undefined;
        return [name, place ? { [FROM]: place } : value];
      }),
    );
  return {
    inputs: named,
    outputs(nodeId: string, values: Values) {
      const stored = named(values);
      for (const [port, value] of Object.entries(values)) {
        if (isLarge(value) && !places.has(value)) places.set(value, [nodeId, port]);
      }
      return stored;
    },
  };
}

function isLarge(value: unknown): value is object {
  return Array.isArray(value) && value.length > 0;
}

/** Where a stored value stands, if it stands with another node. */
function placeOf(value: unknown): readonly [nodeId: string, port: string] | null {
  if (typeof value !== "object" || value === null) return null;
  const place: unknown = (value as Values)[FROM];
  return Array.isArray(place) && place.length === 2 ? [String(place[0]), String(place[1])] : null;
}

/** The nodes whose outputs are needed to read some values. */
export function namedNodes(values: unknown): string[] {
  if (typeof values !== "object" || values === null) return [];
  return Object.values(values).flatMap((value) => placeOf(value)?.[0] ?? []);
}

/** Stored values as the node had them; `outputsOf`: the stored ones of another node. */
export function readStored<T>(values: T, outputsOf: (nodeId: string) => unknown): T {
  if (typeof values !== "object" || values === null || Array.isArray(values)) return values;
  const read = Object.entries(values).map(([name, value]: [string, unknown]): [string, unknown] => {
    const place = placeOf(value);
    if (!place) return [name, value];
    const outputs = outputsOf(place[0]);
    const known = typeof outputs === "object" && outputs !== null;
    return [name, (known ? (outputs as Values)[place[1]] : undefined) ?? GONE];
  });
  return Object.fromEntries(read) as T;
}
