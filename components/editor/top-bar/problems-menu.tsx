"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import type { Problem } from "@/lib/graph/validate";
import { useEditor, useEditorSession } from "../editor-context";
import { useNodeTexts } from "../node-texts";

/** What keeps the workflow from running, each with a way there. */
export function ProblemsMenu() {
  const t = useTranslations("editor.problems");
  const [open, setOpen] = useState(false);
  const problems = useEditor((state) => state.problems);
  const Icon = problems.length > 0 ? TriangleAlert : CircleCheck;
  const trigger = (
    <Button variant="ghost" className={problems.length > 0 ? "text-refuse-ink" : ""}>
      <Icon aria-hidden className="size-4" />
      <span className="max-sm:sr-only">
        {problems.length > 0 ? t("count", { count: problems.length }) : t("none")}
      </span>
      {problems.length > 0 && (
        <span aria-hidden className="tabular-nums sm:hidden">
          {problems.length}
        </span>
      )}
    </Button>
  );
  return (
    <Popover
      trigger={trigger}
      label={t("title")}
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-96 max-w-[calc(100vw-1rem)] p-1.5"
    >
      {problems.length === 0 && <p className="p-2 text-sm text-ink-2">{t("allWell")}</p>}
      <ul>
        {problems.map((problem, index) => (
          <ProblemRow key={index} problem={problem} onShow={() => setOpen(false)} />
        ))}
      </ul>
    </Popover>
  );
}

function ProblemRow({ problem, onShow }: { problem: Problem; onShow: () => void }) {
  const t = useTranslations("editor.problems");
  const texts = useNodeTexts();
  const { store } = useEditorSession();
  const text = useEditor((state) => texts.problem(problem, state.graph));
  const show = () => {
    const { graph, showNode, select } = store.getState();
    const edge = graph.edges.find(({ id }) => id === problem.edgeId);
    const ends = [problem.nodeId, edge?.source, edge?.target];
    const nodeId = ends.find((id) => graph.nodes.some((node) => node.id === id));
    if (nodeId !== undefined) showNode(nodeId);
    if (edge) select({ edges: new Set([edge.id]) });
    onShow();
  };
  return (
    <li className="flex items-start justify-between gap-3 rounded-control p-2 text-sm">
      <span className="min-w-0 break-words">{text}</span>
      {(problem.nodeId ?? problem.edgeId) !== undefined && (
        <Button size="sm" onClick={show}>
          {t("show")}
        </Button>
      )}
    </li>
  );
}
