import type { ExecutableGraph, ExecutableNode } from "./executable";

/**
 * The nodes whose writing may be shown only as far as it is proved: those that ask for it, and all that lead to one. A
 * node whose settings are known only during the run is taken to ask for it.
 */
export function provedOnlyNodes({ nodes }: ExecutableGraph): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = [...nodes.values()].filter(asks).map(({ node }) => node.id);
  for (const id of walk) {
    if (found.has(id)) continue;
    found.add(id);
    walk.push(...(nodes.get(id)?.plan.after ?? []));
  }
  return found;
}

function asks({ type, params }: ExecutableNode): boolean {
  if (type.provedOnly === undefined) return false;
  // They were parsed by the schema of the same definition.
  return params === null || type.provedOnly(params as never);
}
