import { z } from "zod/mini";
import type { GraphNode, Params } from "./document";
import { referenceTextKeys, type NodeType, type SettingProblem } from "./node-type";
import { collectReferences, referenceIn } from "./references";

/**
 * What's wrong with each param of a node. A field that holds a reference is checked when the node runs, because
 * only then its value is known.
 */
export function checkParams(node: Pick<GraphNode, "params">, type: NodeType): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const parsed = z.safeParse(type.params, node.params);
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0] ?? "");
    if (referenceIn(node.params[field]) !== undefined) continue;
    if (problems.some((problem) => problem.field === field)) continue;
    problems.push({ field, ...limitOf(issue) });
  }
  if (!parsed.success) return problems;
  const values = parsed.data as Record<string, unknown>;
  const needed = type.fields
    .filter(({ required }) => required === true)
    .flatMap(({ key, modelKey }) => (modelKey === undefined ? [key] : [key, modelKey]));
  for (const field of needed.filter((key) => isEmpty(values[key]))) {
    problems.push({ field, code: "param-required", params: { field } });
  }
  return [...problems, ...(type.check?.(values as never) ?? [])];
}

/** Defaults filled in; throws a ZodError when the params don't fit. `{}` gives what a new node starts with. */
export function parseParams(type: NodeType, params: unknown): Readonly<Record<string, unknown>> {
  return z.parse(type.params, params);
}

export type ReadParams =
  | { readonly ok: true; readonly params: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly field: string };

/** Params with defaults filled in, or the first field that can't be read. */
export function readParams(type: NodeType, params: unknown): ReadParams {
  const parsed = z.safeParse(type.params, params);
  if (parsed.success) return { ok: true, params: parsed.data };
  return { ok: false, field: String(parsed.error.issues[0]?.path[0] ?? "") };
}

/** True when params can only be parsed once other nodes have run. */
export function hasReferences(params: Params, type: NodeType): boolean {
  return collectReferences(params, referenceTextKeys(type)).length > 0;
}

/** Says which limit a value breaks, where there's one to name. */
function limitOf(issue: z.core.$ZodIssue): Omit<SettingProblem, "field"> {
  const field = String(issue.path[0] ?? "");
  if (issue.code === "too_small") {
    return { code: "param-too-small", params: { field, limit: Number(issue.minimum) } };
  }
  if (issue.code === "too_big") {
    const code = issue.origin === "string" ? "param-too-long" : "param-too-big";
    return { code, params: { field, limit: Number(issue.maximum) } };
  }
  return { code: "param-invalid", params: { field } };
}

function isEmpty(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  return value === null || value === undefined;
}
