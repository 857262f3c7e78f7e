"use client";

import { Minus, Pencil, Plus } from "lucide-react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { diffGraphs, type GraphChange } from "@/lib/graph/diff";
import type { Graph } from "@/lib/graph/document";
import { useDescribeChange } from "../top-bar/change-list";
import { useValueWords } from "./value-words";

/** What has to be done to `before` to make it `after`; where a setting changed, both values side by side. */
export function GraphChanges({ before, after }: { before: Graph; after: Graph }) {
  const t = useTranslations("versions");
  const describe = useDescribeChange(before, after);
  // Where a node stands on the canvas changes nothing for those who ask.
  const all = diffGraphs(before, after).filter((change) => !isMove(change));
  if (all.length === 0) return <p className="text-sm text-ink-2">{t("noChanges")}</p>;
  return (
    <ul className="divide-y rounded-card border">
      {all.map((change, index) => (
        <li key={index} className="flex gap-2.5 px-3 py-2.5 text-sm">
          <Sign change={change} />
          <div className="min-w-0 grow space-y-2">
            <p className="break-words">{describe(change)}</p>
            {change.kind === "node-changed" && <Values change={change} {...{ before, after }} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

export function isMove(change: GraphChange): boolean {
  return change.kind === "node-changed" && change.part === "position";
}

function Sign({ change }: { change: GraphChange }) {
  const looks = "mt-0.5 size-4 shrink-0";
  if (change.kind.endsWith("added")) {
    return <Plus aria-hidden className={cn(looks, "text-accent-ink")} />;
  }
  if (change.kind.endsWith("removed")) {
    return <Minus aria-hidden className={cn(looks, "text-danger-ink")} />;
  }
  return <Pencil aria-hidden className={cn(looks, "text-ink-3")} />;
}

interface ValuesProps {
  change: Extract<GraphChange, { kind: "node-changed" }>;
  before: Graph;
  after: Graph;
}

function Values({ change, before, after }: ValuesProps) {
  const t = useTranslations("versions");
  const words = useValueWords();
  const { nodeId, part, from, to } = change;
  if (!part.startsWith("params.")) return null;
  const node = [...after.nodes, ...before.nodes].find(({ id }) => id === nodeId);
  const key = part.slice("params.".length);
  return (
    <dl className="grid gap-2 sm:grid-cols-2">
      {(
        [
          ["before", from],
          ["after", to],
        ] as const
      ).map(([side, value]) => (
        <div key={side} className="min-w-0 rounded-control bg-raised px-2.5 py-2">
          <dt className="text-xs text-ink-2">{t(side)}</dt>
          <dd className="max-h-40 overflow-y-auto break-words whitespace-pre-wrap">
            {words(node, key, value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
