"use client";

import { Copy, PanelRightClose, Trash2, TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { GraphNode } from "@/lib/graph/document";
import { MessagesScope } from "@/lib/i18n/provider";
import { knowledgeMessages } from "@/lib/i18n/scopes/knowledge";
import { useEditor, useEditorSession } from "../editor-context";
import { NodeTile } from "../node-icon";
import { definitionOf, useNodeTexts } from "../node-texts";
import { partOf } from "../state/edit-graph";
import { NodeForm } from "./node-form";
import { OnErrorField } from "./on-error-field";

/** The settings of the one selected node. */
export function Inspector({ node }: { node: GraphNode }) {
  const t = useTranslations("editor.inspector");
  const texts = useNodeTexts();
  const setClosed = useEditor((state) => state.setInspectorClosed);
  const definition = definitionOf(node.type);
  const panel = useFocusWhenWanted();
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={t("title", { name: texts.name(node) })}
      data-inspector={node.id}
      className="flex h-full w-90 shrink-0 flex-col border-l bg-surface outline-none max-md:w-full max-md:border-l-0"
    >
      <header className="flex items-center gap-2.5 px-4 pt-3 pb-1">
        <NodeTile type={node.type} />
        <NodeName key={node.id} node={node} />
        <IconButton
          icon={PanelRightClose}
          label={t("close")}
          className="-mr-1.5"
          onClick={() => setClosed(true)}
        />
      </header>
      <div className="grow space-y-5 overflow-y-auto px-4 pt-1 pb-6">
        <p className="text-xs text-ink-2">{texts.description(node.type)}</p>
        <NodeProblems nodeId={node.id} />
        {definition && (
          <MessagesScope messages={knowledgeMessages}>
            <NodeForm key={node.id} node={node} definition={definition} />
          </MessagesScope>
        )}
        {definition && <OnErrorField node={node} definition={definition} />}
      </div>
      <Footer node={node} />
    </section>
  );
}

/** Takes the keyboard when the node was opened by keyboard, and Escape gives it back to the node. */
function useFocusWhenWanted() {
  const panel = useRef<HTMLElement>(null);
  const wanted = useEditor((state) => state.inspectorWantsFocus);
  const tookFocus = useEditor((state) => state.inspectorTookFocus);
  useEffect(() => {
    if (!wanted) return;
    panel.current?.focus();
    tookFocus();
  }, [wanted, tookFocus]);
  return panel;
}

function NodeName({ node }: { node: GraphNode }) {
  const t = useTranslations("editor.inspector");
  const texts = useNodeTexts();
  const readOnly = useEditor((state) => state.readOnly);
  const rename = useEditor((state) => state.renameNode);
  return (
    <input
      value={node.name}
      placeholder={texts.label(node.type)}
      aria-label={t("name")}
      maxLength={120}
      readOnly={readOnly}
      onChange={(event) => rename(node.id, event.target.value)}
      className="h-8 min-w-0 grow rounded-control border border-transparent bg-transparent px-1.5 text-sm font-semibold hover:border-line-strong focus:border-line-strong"
    />
  );
}

/** What is wrong with the node as a whole; what is wrong with one setting stands at that setting. */
function NodeProblems({ nodeId }: { nodeId: string }) {
  const t = useTranslations("editor.problems");
  const texts = useNodeTexts();
  const graph = useEditor((state) => state.graph);
  const problems = useEditor((state) => state.problems);
  const shown = problems.filter((one) => one.nodeId === nodeId && one.field === undefined);
  if (shown.length === 0) return null;
  return (
    <ul
      aria-label={t("onNode")}
      className="space-y-1.5 rounded-card bg-refuse-soft p-3 text-sm text-refuse-ink"
    >
      {shown.map((problem, index) => (
        <li key={index} className="flex gap-2">
          <TriangleAlert aria-hidden className="mt-0.75 size-4" />
          {texts.problem(problem, graph)}
        </li>
      ))}
    </ul>
  );
}

function Footer({ node }: { node: GraphNode }) {
  const t = useTranslations("editor.inspector");
  const { store } = useEditorSession();
  const readOnly = useEditor((state) => state.readOnly);
  const only = new Set([node.id]);
  const duplicate = () => {
    const { graph, insertPart } = store.getState();
    insertPart(partOf(graph, only));
  };
  const remove = () => store.getState().removeParts({ nodes: only, edges: new Set() });
  return (
    <footer className="flex items-center gap-1 border-t px-4 py-2">
      <span className="grow truncate font-mono text-xs text-ink-3" title={t("id")}>
        {node.id}
      </span>
      {!readOnly && (
        <>
          <Button size="sm" variant="ghost" onClick={duplicate}>
            <Copy aria-hidden className="size-3.5" /> {t("duplicate")}
          </Button>
          <IconButton
            size="sm"
            icon={Trash2}
            label={t("delete")}
            className="hover:text-danger-ink"
            onClick={remove}
          />
        </>
      )}
    </footer>
  );
}
