/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What is at keys with dots between them, such as "data.items"; own properties only. Undefined where there is nothing. */
export function valueAt(value: unknown, path: string): unknown {
  if (isObject(value) && Object.hasOwn(value, path)) return value[path];
  let found = value;
  for (const key of path.split(".").map((part) => part.trim())) {
    if (!isObject(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}

/** The first of these paths that fits. */
export function firstAt(
  value: unknown,
  paths: readonly string[],
  fits: (found: unknown) => boolean,
): { path: string; found: unknown } | null {
  for (const path of paths) {
    const found = valueAt(value, path);
    if (fits(found)) return { path, found };
  }
  return null;
}

/** A text or number that is not empty. */
export const isFilled = (value: unknown): value is string | number =>
  typeof value === "number" || (typeof value === "string" && value.trim() !== "");
