import type { ExecutableGraph, ExecutableNode } from "./executable";
import type { NodeType } from "./node-type";

/**
 * The nodes whose writing may be shown only as far as it is proved: those that ask for it, and all that lead to one. A
 * node whose settings are known only during the run is taken to ask for it.
 */
export function provedOnlyNodes(graph: ExecutableGraph): ReadonlySet<string> {
  return leadingTo(graph, ({ provedOnly }) => provedOnly);
}

/** In the same way those whose sources may not be shown. */
export function sourcelessNodes(graph: ExecutableGraph): ReadonlySet<string> {
  return leadingTo(graph, ({ hidesSources }) => hidesSources);
}

type Ask = (type: NodeType) => ((params: never) => boolean) | undefined;

function leadingTo({ nodes }: ExecutableGraph, ask: Ask): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = [...nodes.values()].filter((node) => asks(node, ask)).map(({ node }) => node.id);
  for (const id of walk) {
    if (found.has(id)) continue;
    found.add(id);
    walk.push(...(nodes.get(id)?.plan.after ?? []));
  }
  return found;
}

function asks({ type, params }: ExecutableNode, ask: Ask): boolean {
  const asked = ask(type);
  if (asked === undefined) return false;
  // They were parsed by the schema of the same definition.
  return params === null || asked(params as never);
}
