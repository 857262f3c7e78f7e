"use client";

import { useQueryClient } from "@tanstack/react-query";
import { isTRPCClientError } from "@trpc/client";
import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import superjson from "superjson";
import type { Graph } from "@/lib/graph/document";
import { migrateGraph } from "@/lib/graph/migrate";
import { nodeCatalog } from "@/lib/nodes/catalog";
import type { AppRouter } from "@/lib/trpc/app-router";
import { useTRPC, useTRPCClient, type RouterOutputs } from "@/lib/trpc/client";
import type { EditorSession } from "./editor-context";
import { Autosave, type AutosaveOptions } from "./state/autosave";
import { createEditorStore } from "./state/editor-store";
import { openJournal } from "./state/journal";

export type Workflow = RouterOutputs["workflow"]["get"];

interface Opened {
  workspace: string;
  workflow: Workflow;
  readOnly: boolean;
}

/** Opens a workflow for editing: a store filled with its draft and an autosave that runs while the page is there. */
export function useOpenedEditor({ workspace, workflow, readOnly }: Opened): EditorSession {
  const server = useWorkflowServer(workspace, workflow.id);
  // A link can lead to one step of the workflow.
  const linked = useSearchParams().get("node");
  const [session] = useState((): EditorSession => {
    const base = { graph: migrated(workflow.draft), revision: workflow.revision };
    const store = createEditorStore({ graph: base.graph, readOnly });
    if (base.graph.nodes.some(({ id }) => id === linked)) store.getState().showNode(linked ?? "");
    const autosave = new Autosave({
      base,
      journal: openJournal(workflow.id, browserStorage()),
      document: {
        get: () => store.getState().graph,
        replace: (graph) => store.getState().replaceGraph(graph),
      },
      server,
      failureOf,
      onState: (state) => store.getState().setSync(state),
    });
    return { workspace, workflowId: workflow.id, store, autosave };
  });
  useRunningAutosave(session);
  return session;
}

/** Runs the autosave, hands over what is unsent when the page goes, and looks around when the tab comes back. */
function useRunningAutosave({ store, autosave, workspace, workflowId }: EditorSession) {
  useEffect(() => {
    const leave = () => {
      const unsent = autosave.unsent();
      if (unsent) sendInPassing({ workspace, id: workflowId, ...unsent });
    };
    const comeBack = () => {
      if (document.visibilityState === "visible") void autosave.refresh();
    };
    const online = () => void autosave.flush();
    autosave.start();
    const unsubscribe = store.subscribe((state, was) => {
      if (state.graph !== was.graph) autosave.changed();
    });
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", online);
    document.addEventListener("visibilitychange", comeBack);
    return () => {
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("online", online);
      document.removeEventListener("visibilitychange", comeBack);
      unsubscribe();
      leave();
      autosave.stop();
    };
  }, [store, autosave, workspace, workflowId]);
}

function useWorkflowServer(workspace: string, id: string): AutosaveOptions["server"] {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  return {
    async save(graph, baseRevision) {
      const input = { workspace, id, draft: graph, baseRevision };
      const { revision } = await client.workflow.save.mutate(input);
      // Coming back to this page later must start from here.
      const key = trpc.workflow.get.queryKey({ workspace, id });
      queries.setQueryData(key, (was) => was && { ...was, draft: graph, revision });
      void queries.invalidateQueries({ queryKey: trpc.workflow.list.queryKey({ workspace }) });
      return { revision };
    },
    async load() {
      const { draft, revision } = await client.workflow.get.query({ workspace, id });
      return { graph: migrated(draft), revision };
    },
  };
}

/** Codes of what the server says no to for good, as long as nothing else changes. */
const LASTING = new Set(["bad-request", "unauthenticated", "forbidden", "not-found", "too-large"]);

function failureOf(error: unknown): "stale" | "passing" | "lasting" {
  if (!isTRPCClientError<AppRouter>(error) || !error.data) return "passing";
  const { code, kind } = error.data.app;
  if (code === "workflow.stale") return "stale";
  return LASTING.has(kind) ? "lasting" : "passing";
}

/** A last save that outlives the page. It may not arrive: the journal has the edits too. */
function sendInPassing(save: {
  workspace: string;
  id: string;
  graph: Graph;
  baseRevision: number;
}) {
  const { graph, ...input } = save;
  const body = superjson.stringify({ ...input, draft: graph });
  const headers = { "content-type": "application/json" };
  const send = { method: "POST", headers, body, keepalive: true };
  fetch("/api/trpc/workflow.save", send).catch(() => undefined);
}

function migrated(draft: Graph): Graph {
  return migrateGraph(draft, nodeCatalog);
}

/** The browser's own storage; one that forgets while the page is rendered on the server. */
function browserStorage(): Parameters<typeof openJournal>[1] {
  if (typeof window !== "undefined") return window.localStorage;
  return { length: 0, key: () => null, getItem: () => null, setItem() {}, removeItem() {} };
}
