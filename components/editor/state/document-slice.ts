import type { Graph } from "@/lib/graph/document";
import { sameJson } from "@/lib/graph/same-json";
import { validateGraph, type Problem } from "@/lib/graph/validate";
import { nodeCatalog } from "@/lib/nodes/catalog";
import * as edit from "./edit-graph";
import type { DocumentSlice, EditorState } from "./editor-state";
import type { GetEditor, SetEditor } from "./editor-store";
import { endGesture, NO_HISTORY, recordStep, redoStep, undoStep, type Gesture } from "./history";

/** A pause in typing longer than this starts a new step. */
const TYPING_PAUSE_MS = 1500;

/** The actions on the document. Each change is a step in the history; only moving nodes leaves the problems alone. */
export function documentSlice(
  set: SetEditor,
  get: GetEditor,
  initial: { graph: Graph; readOnly: boolean },
): DocumentSlice {
  const change = (graph: Graph, gesture: Gesture | null = null) =>
    set((state) => (state.readOnly ? {} : changed(state, graph, gesture)));
  /** A change to one node's settings, with the wires that it leaves without a port. */
  const configure = (nodeId: string, graph: Graph, gesture: Gesture) =>
    change(
      edit.withoutLostWires(graph, { before: get().graph, nodeId, types: nodeCatalog }),
      gesture,
    );
  const typing = (key: string): Gesture => ({ key, within: TYPING_PAUSE_MS });

  return {
    readOnly: initial.readOnly,
    graph: initial.graph,
    problems: problemsOf(initial.graph),
    history: NO_HISTORY,
    addNode({ definition, ...node }) {
      const { graph, nodeId } = edit.addNode(get().graph, { type: definition, ...node });
      change(graph);
      get().select({ nodes: new Set([nodeId]) });
      return nodeId;
    },
    connect: (connection) => change(edit.connect(get().graph, connection)),
    moveNodes: (positions, gesture) =>
      set((state) =>
        state.readOnly ? {} : moved(state, edit.moveNodes(state.graph, positions), gesture),
      ),
    renameNode: (nodeId, name) =>
      change(edit.renameNode(get().graph, nodeId, name), typing(`name ${nodeId}`)),
    setParams: (nodeId, params) =>
      configure(
        nodeId,
        edit.setParams(get().graph, nodeId, params),
        typing(`params ${nodeId} ${Object.keys(params).join(" ")}`),
      ),
    setOnError: (nodeId, onError) =>
      configure(nodeId, edit.setOnError(get().graph, nodeId, onError), typing(`error ${nodeId}`)),
    removeParts: (parts) => change(edit.removeParts(get().graph, parts)),
    insertPart(part, at) {
      const { graph, nodeIds } = edit.insertPart(get().graph, part, at);
      change(graph);
      get().select({ nodes: new Set(nodeIds) });
    },
    endGesture: () => set((state) => ({ history: endGesture(state.history) })),
    undo: () => set((state) => stepped(state, undoStep(state.history, state.graph))),
    redo: () => set((state) => stepped(state, redoStep(state.history, state.graph))),
    replaceGraph: (graph) => set((state) => changed(state, graph, null)),
  };
}

type Change = Partial<EditorState>;

function moved(state: EditorState, graph: Graph, gesture: Gesture | null): Change {
  if (graph === state.graph) return {};
  return { graph, history: recordStep(state.history, state.graph, { gesture, at: Date.now() }) };
}

function changed(state: EditorState, graph: Graph, gesture: Gesture | null): Change {
  const change = moved(state, graph, gesture);
  if (change.graph === undefined) return {};
  return {
    ...change,
    problems: problemsOf(graph, state.problems),
    ...selectionWithin(state, graph),
  };
}

function stepped(state: EditorState, step: ReturnType<typeof undoStep>): Change {
  if (step === null || state.readOnly) return {};
  return {
    ...step,
    problems: problemsOf(step.graph, state.problems),
    ...selectionWithin(state, step.graph),
  };
}

/** A problem that was there before keeps its identity, so that only what shows a new one renders. */
function problemsOf(graph: Graph, before: readonly Problem[] = []): readonly Problem[] {
  return validateGraph(graph, nodeCatalog).map(
    (problem) => before.find((known) => sameJson(known, problem)) ?? problem,
  );
}

/** Nothing that is gone stays selected. */
function selectionWithin(state: EditorState, graph: Graph): Change {
  const nodes = new Set(graph.nodes.map((node) => node.id));
  const edges = new Set(graph.edges.map((edge) => edge.id));
  const { selectedNodes, selectedEdges } = state;
  const gone =
    [...selectedNodes].some((id) => !nodes.has(id)) ||
    [...selectedEdges].some((id) => !edges.has(id));
  if (!gone) return {};
  return {
    selectedNodes: new Set([...selectedNodes].filter((id) => nodes.has(id))),
    selectedEdges: new Set([...selectedEdges].filter((id) => edges.has(id))),
  };
}
