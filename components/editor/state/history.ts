import type { Graph } from "@/lib/graph/document";

/** Steps back and forth. `key` and `at` tell whether the next change belongs to the last step. */
export interface History {
  readonly past: readonly Graph[];
  readonly future: readonly Graph[];
  readonly key: string | null;
  readonly at: number;
}

/** Changes with the same key within so many milliseconds of each other are one step; without a gesture each is its own. */
export interface Gesture {
  readonly key: string;
  readonly within: number;
}

export const NO_HISTORY: History = { past: [], future: [], key: null, at: 0 };

const MAX_STEPS = 200;

/** The history after `present` was changed at the time `at` (milliseconds). */
export function recordStep(
  history: History,
  present: Graph,
  { gesture, at }: { gesture: Gesture | null; at: number },
): History {
  const goesOn =
    gesture !== null && gesture.key === history.key && at - history.at <= gesture.within;
  const past = goesOn ? history.past : [...history.past, present].slice(-MAX_STEPS);
  return { past, future: [], key: gesture?.key ?? null, at };
}

/** Ends the gesture: what comes next is a step of its own. */
export function endGesture(history: History): History {
  return history.key === null ? history : { ...history, key: null };
}

/** Null when there's nothing to undo. */
export function undoStep(
  history: History,
  present: Graph,
): { graph: Graph; history: History } | null {
  const graph = history.past.at(-1);
  if (graph === undefined) return null;
  const past = history.past.slice(0, -1);
  return { graph, history: { past, future: [present, ...history.future], key: null, at: 0 } };
}

/** Null when there's nothing to redo. */
export function redoStep(
  history: History,
  present: Graph,
): { graph: Graph; history: History } | null {
  const [graph, ...future] = history.future;
  if (graph === undefined) return null;
  return { graph, history: { past: [...history.past, present], future, key: null, at: 0 } };
}
