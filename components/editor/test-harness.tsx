import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { WorkspaceProvider, type CurrentWorkspace } from "@/components/shell/workspace-context";
import { TooltipProvider } from "@/components/ui/tooltip";
import { UploadsProvider } from "@/components/uploads/uploads-provider";
import type { Graph } from "@/lib/graph/document";
import { MessagesProvider, MessagesScope } from "@/lib/i18n/provider";
import { editorMessages } from "@/lib/i18n/scopes/editor";
import { TRPCProvider } from "@/lib/trpc/client";
import { EditorProvider, type EditorSession } from "./editor-context";
import { Autosave } from "./state/autosave";
import { createEditorStore } from "./state/editor-store";
import { openJournal } from "./state/journal";

/** jsdom lays nothing out, so there is never a size to observe. */
class NoSizes implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoSizes;

const workspace: CurrentWorkspace = {
  slug: "acme",
  name: "Acme",
  role: "owner",
  permissions: ["workflow.edit", "knowledge.edit", "workflow.run", "workspace.read"],
  sample: null,
};

/** Renders part of the editor on a graph, with a server that takes every save; for tests. */
export function renderInEditor(content: ReactNode, graph: Graph) {
  const store = createEditorStore({ graph, readOnly: false });
  const autosave = new Autosave({
    base: { graph, revision: 1 },
    journal: openJournal("test", localStorage),
    document: {
      get: () => store.getState().graph,
      replace: (next) => store.getState().replaceGraph(next),
    },
    server: {
      save: async (_graph, baseRevision) => ({ revision: baseRevision + 1 }),
      load: async () => ({ graph, revision: 1 }),
    },
    failureOf: () => "passing",
    onState: (state) => store.getState().setSync(state),
  });
  const session: EditorSession = { workspace: "acme", workflowId: "test", store, autosave };
  render(
    <MessagesProvider>
      <TRPCProvider>
        <TooltipProvider>
          <WorkspaceProvider workspace={workspace}>
            <UploadsProvider>
              <MessagesScope messages={editorMessages}>
                <EditorProvider value={session}>{content}</EditorProvider>
              </MessagesScope>
            </UploadsProvider>
          </WorkspaceProvider>
        </TooltipProvider>
      </TRPCProvider>
    </MessagesProvider>,
  );
  return session;
}
