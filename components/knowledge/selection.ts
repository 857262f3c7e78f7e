/** What is selected, by id; documents that come later are never among it. */
export type Selection = ReadonlySet<string>;

export const NOTHING: Selection = new Set();

export function toggled(selection: Selection, id: string): Selection {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Selects all from one row to another, both included, whichever comes first. */
export function withRange(
  selection: Selection,
  { ids, from, to }: { ids: readonly string[]; from: number; to: number },
): Selection {
  const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
  return new Set([...selection, ...range]);
}
