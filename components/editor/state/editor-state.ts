import type { Connection, Graph, OnError, Params } from "@/lib/graph/document";
import type { RunState } from "@/lib/graph/run-state";
import type { Problem } from "@/lib/graph/validate";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import type { Size } from "./auto-layout";
import type { SyncState } from "./autosave";
import type { Parts, Point } from "./edit-graph";
import type { Gesture, History } from "./history";

/** The document being drawn and everything that changes it. */
export interface DocumentSlice {
  /** Without `workflow.edit` no action changes the graph, but for `replaceGraph`. */
  readonly readOnly: boolean;
  readonly graph: Graph;
  readonly problems: readonly Problem[];
  readonly history: History;
  /** Adds a node and selects it; gives its id. */
  /** `params` differ from what its type starts with. */
  addNode: (of: {
    definition: AnyNodeDefinition;
    label: string;
    position: Point;
    params?: Params;
  }) => string;
  connect: (connection: Connection) => void;
  moveNodes: (positions: ReadonlyMap<string, Point>, gesture: Gesture | null) => void;
  renameNode: (nodeId: string, name: string) => void;
  /** Typing in one field is one step. */
  setParams: (nodeId: string, params: Params) => void;
  setOnError: (nodeId: string, onError: OnError) => void;
  removeParts: (parts: Parts) => void;
  /** Inserts a copied part and selects it. */
  insertPart: (part: Graph, at?: Point) => void;
  endGesture: () => void;
  undo: () => void;
  redo: () => void;
  /** Puts in a merged or restored graph, as one step that can be undone. */
  replaceGraph: (graph: Graph) => void;
}

export interface SelectionSlice {
  readonly selectedNodes: ReadonlySet<string>;
  readonly selectedEdges: ReadonlySet<string>;
  select: (parts: Partial<Parts>) => void;
  selectAll: () => void;
}

/** Someone asked to see a node; `count` makes the same wish twice two wishes. */
export interface ShowRequest {
  readonly nodeId: string;
  readonly count: number;
}

export interface ViewSlice {
  readonly outline: boolean;
  readonly tryIt: boolean;
  /** The inspector was closed by hand while its node stays selected. */
  readonly inspectorClosed: boolean;
  /** The keyboard should go to the inspector as soon as it's there. */
  readonly inspectorWantsFocus: boolean;
  /** Sizes as drawn, by node id. */
  readonly sizes: ReadonlyMap<string, Size>;
  readonly showRequest: ShowRequest | null;
  /** What a screen reader says next. */
  readonly announcement: string;
  setOutline: (open: boolean) => void;
  setTryIt: (open: boolean) => void;
  setInspectorClosed: (closed: boolean) => void;
  measure: (sizes: ReadonlyMap<string, Size>) => void;
  /** Opens a node's settings and takes the keyboard there. */
  editNode: (nodeId: string) => void;
  inspectorTookFocus: () => void;
  /** Selects a node and brings it into view. */
  showNode: (nodeId: string) => void;
  announce: (text: string) => void;
}

/** What the server knows of the document, and the run being watched. */
export interface LiveSlice {
  readonly sync: SyncState;
  readonly run: RunState;
  setSync: (sync: SyncState) => void;
  setRun: (run: RunState) => void;
}

export type EditorState = DocumentSlice & SelectionSlice & ViewSlice & LiveSlice;
