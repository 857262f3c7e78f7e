"use client";

import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Autosave } from "./state/autosave";
import type { EditorState } from "./state/editor-state";
import type { EditorStore } from "./state/editor-store";

/** An open workflow: its store, and what keeps the server in step with it. */
export interface EditorSession {
  readonly workspace: string;
  readonly workflowId: string;
  readonly store: EditorStore;
  readonly autosave: Autosave;
}

const EditorContext = createContext<EditorSession | null>(null);

export const EditorProvider = EditorContext.Provider;

/** Throws outside of an editor: that would be a mistake in the code. */
export function useEditorSession(): EditorSession {
  const session = useContext(EditorContext);
  if (!session) throw new Error("This needs an EditorProvider above it.");
  return session;
}

/** Part of the editor's state; select something small, the component renders anew whenever it changes. */
export function useEditor<T>(select: (state: EditorState) => T): T {
  return useStore(useEditorSession().store, select);
}
