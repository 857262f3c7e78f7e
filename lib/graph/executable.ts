import { graphSchema, type Graph, type GraphNode } from "./document";
import { migrateGraph } from "./migrate";
import { nodeTypeOf, type NodeType, type NodeTypes } from "./node-type";
import { hasReferences, readParams } from "./params";
import { planGraph, type Plan, type PlannedNode } from "./plan";
import { isRunnable, validateGraph, type Problem } from "./validate";

export interface ExecutableNode<Type extends NodeType = NodeType> {
  readonly node: GraphNode;
  readonly type: Type;
  readonly plan: PlannedNode;
  /** Parsed with defaults; null when the params hold references and can only be parsed during the run. */
  readonly params: Readonly<Record<string, unknown>> | null;
}

/** A graph that can run: migrated, without problems, params parsed, planned. */
export interface ExecutableGraph<Type extends NodeType = NodeType> {
  readonly document: Graph;
  readonly plan: Plan;
  /** In the order of the document. */
  readonly nodes: ReadonlyMap<string, ExecutableNode<Type>>;
}

export type Executable<Type extends NodeType = NodeType> =
  | { readonly ok: true; readonly graph: ExecutableGraph<Type> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What became of documents that can't change, with the types it was made with. */
const made = new WeakMap<object, { readonly types: object; readonly executable: Executable }>();

/**
 * Turns a saved draft into something that can run, or says what's in the way. Takes anything, trusts nothing; a frozen
 * document, as published ones are, is read once.
 */
export function toExecutable<Type extends NodeType>(
  draft: unknown,
  types: Readonly<Record<string, Type>>,
): Executable<Type> {
  if (typeof draft !== "object" || draft === null || !Object.isFrozen(draft)) {
    return readDocument(draft, types);
  }
  const known = made.get(draft);
  if (known?.types === types) return known.executable as Executable<Type>;
  const executable = readDocument(draft, types);
  made.set(draft, { types, executable });
  return executable;
}

function readDocument<Type extends NodeType>(
  draft: unknown,
  types: Readonly<Record<string, Type>>,
): Executable<Type> {
  const parsed = graphSchema.safeParse(draft);
  if (!parsed.success) {
    return { ok: false, problems: [{ code: "document-invalid", severity: "error", params: {} }] };
  }
  const document = migrateGraph(parsed.data, types);
  const problems = validateGraph(document, types).filter((p) => p.severity === "error");
  if (!isRunnable(problems)) return { ok: false, problems };
  return { ok: true, graph: assemble(document, types) };
}

function assemble<Type extends NodeType>(
  document: Graph,
  types: Readonly<Record<string, Type>> & NodeTypes,
): ExecutableGraph<Type> {
  const plan = planGraph(document, types);
  const nodes = new Map<string, ExecutableNode<Type>>();
  for (const node of document.nodes) {
    const type = nodeTypeOf<Type>(types, node.type);
    const planned = plan.nodes.get(node.id);
    if (type === undefined || planned === undefined) continue;
    const read = hasReferences(node.params, type) ? undefined : readParams(type, node.params);
    const params = read?.ok === true ? read.params : null;
    nodes.set(node.id, { node, type, plan: planned, params });
  }
  return { document, plan, nodes };
}
