import type { ExecutableGraph, ExecutableNode } from "./executable";

/**
 * The nodes whose writing may be shown only as far as it is proved: those that ask for it, and all that lead to one. A
 * node whose settings are known only during the run is taken to ask for it.
 */
export function provedOnlyNodes(graph: ExecutableGraph): ReadonlySet<string> {
  return leadingTo(graph, "provedOnly");
}

/** In the same way those whose sources may not be shown. */
export function sourcelessNodes(graph: ExecutableGraph): ReadonlySet<string> {
  return leadingTo(graph, "hidesSources");
}

type Wish = "provedOnly" | "hidesSources";

function leadingTo({ nodes }: ExecutableGraph, wish: Wish): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = [...nodes.values()].filter((node) => asks(node, wish)).map(({ node }) => node.id);
  for (const id of walk) {
    if (found.has(id)) continue;
    found.add(id);
    walk.push(...(nodes.get(id)?.plan.after ?? []));
  }
  return found;
}

function asks({ type, params }: ExecutableNode, wish: Wish): boolean {
  if (type[wish] === undefined) return false;
  // They were parsed by the schema of the same definition.
  return params === null || type[wish](params as never);
}
