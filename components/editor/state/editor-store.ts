import { createStore, type StoreApi } from "zustand/vanilla";
import type { Graph } from "@/lib/graph/document";
import { IDLE_RUN } from "@/lib/graph/run-state";
import { documentSlice } from "./document-slice";
import type { EditorState, LiveSlice, SelectionSlice, ViewSlice } from "./editor-state";

export type EditorStore = StoreApi<EditorState>;
export type SetEditor = StoreApi<EditorState>["setState"];
export type GetEditor = StoreApi<EditorState>["getState"];

/** The one store of an open workflow. The graph should be migrated to the present versions of its node types. */
export function createEditorStore(initial: { graph: Graph; readOnly: boolean }): EditorStore {
  return createStore<EditorState>()((set, get) => ({
    ...documentSlice(set, get, initial),
    ...selectionSlice(set, get),
    ...viewSlice(set, get),
    ...liveSlice(set),
  }));
}

function selectionSlice(set: SetEditor, get: GetEditor): SelectionSlice {
  return {
    selectedNodes: new Set(),
    selectedEdges: new Set(),
    select({ nodes = new Set(), edges = new Set() }) {
      const was = get();
      if (sameSet(was.selectedNodes, nodes) && sameSet(was.selectedEdges, edges)) return;
      set({ selectedNodes: nodes, selectedEdges: edges, inspectorClosed: false });
    },
    selectAll() {
      const { graph, select } = get();
      select({
        nodes: new Set(graph.nodes.map((node) => node.id)),
        edges: new Set(graph.edges.map((edge) => edge.id)),
      });
    },
  };
}

function viewSlice(set: SetEditor, get: GetEditor): ViewSlice {
  return {
    outline: false,
    tryIt: false,
    inspectorClosed: false,
    inspectorWantsFocus: false,
    sizes: new Map(),
    showRequest: null,
    announcement: "",
    setOutline: (outline) => set({ outline }),
    setTryIt: (tryIt) => set({ tryIt }),
    setInspectorClosed: (inspectorClosed) => set({ inspectorClosed }),
    measure: (sizes) => set({ sizes: new Map([...get().sizes, ...sizes]) }),
    editNode(nodeId) {
      get().select({ nodes: new Set([nodeId]) });
      set({ inspectorClosed: false, inspectorWantsFocus: true });
    },
    inspectorTookFocus: () => set({ inspectorWantsFocus: false }),
    showNode(nodeId) {
      get().select({ nodes: new Set([nodeId]) });
      const count = (get().showRequest?.count ?? 0) + 1;
      set({ showRequest: { nodeId, count }, inspectorClosed: false });
    },
    announce: (announcement) => set({ announcement }),
  };
}

function liveSlice(set: SetEditor): LiveSlice {
  return {
    sync: { status: "saved", error: null, notice: null, conflict: null },
    run: IDLE_RUN,
    setSync: (sync) => set({ sync }),
    setRun: (run) => set({ run }),
  };
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item));
}
