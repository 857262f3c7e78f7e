"use client";

import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";
import type { GraphNode } from "@/lib/graph/document";
import { useEditor } from "../editor-context";
import { NodeTile } from "../node-icon";
import { useNodeTexts } from "../node-texts";
import { possibleConnections } from "./possible-connections";

interface ConnectDialogProps {
  node: GraphNode;
  side: "input" | "output";
  port: string;
  onClose: () => void;
}

/** Chooses what to connect a port to, from all that fits. */
export function ConnectDialog({ node, side, port, onClose }: ConnectDialogProps) {
  const t = useTranslations("editor.outlineView");
  const actions = useTranslations("editor.actions");
  const texts = useNodeTexts();
  const graph = useEditor((state) => state.graph);
  const connect = useEditor((state) => state.connect);
  const announce = useEditor((state) => state.announce);
  const possible = possibleConnections(graph, { nodeId: node.id, port, side });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title={t("connectTitle", { port: texts.port(node, port), node: texts.name(node) })}
      description={possible.length > 0 ? t("connectHelp") : t("nothingFits")}
    >
      <ul>
        {possible.map(({ connection, node: other, port: otherPort }) => {
          const [source, target] = side === "output" ? [node, other] : [other, node];
          return (
            <li key={`${other.id}.${otherPort}`}>
              <button
                type="button"
                onClick={() => {
                  connect(connection);
                  const names = { source: texts.name(source), target: texts.name(target) };
                  announce(actions("connected", names));
                  onClose();
                }}
                className="flex w-full items-center gap-2.5 rounded-control px-2 py-1.5 text-left text-sm hover:bg-raised"
              >
                <NodeTile type={other.type} />
                {t("target", {
                  node: texts.name(other),
                  port: texts.port(other, otherPort),
                })}
              </button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
