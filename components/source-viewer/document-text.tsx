"use client";

import { Fragment, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { Block, Run } from "./text-blocks";

/** Stored text as a readable document. It is only ever rendered as text: nothing in it becomes markup. */
export function DocumentText({ blocks, label }: { blocks: readonly Block[]; label: string }) {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    root.current?.querySelector("mark")?.scrollIntoView({ block: "center" });
  }, [blocks]);
  const firstMark = blocks.findIndex(
    (block) => block.kind !== "page" && block.runs.some((run) => run.marked),
  );
  return (
    <div
      ref={root}
      role="document"
      aria-label={label}
      className="max-w-170 text-base leading-relaxed max-sm:text-sm"
    >
      {blocks.map((block, index) => (
        <BlockText
          key={`${block.kind}-${block.start}`}
          block={block}
          anchor={index === firstMark}
        />
      ))}
    </div>
  );
}

function BlockText({ block, anchor }: { block: Block; anchor: boolean }) {
  const t = useTranslations("sourceViewer");
  if (block.kind === "page") {
    return (
      <p className="mt-8 mb-4 flex items-center gap-3 text-xs text-ink-3 after:h-px after:grow after:bg-line first:mt-0">
        {t("page", { page: block.number })}
      </p>
    );
  }
  const runs = <Runs runs={block.runs} anchor={anchor} />;
  if (block.kind === "paragraph") {
    return <p className="my-3 break-words whitespace-pre-line">{runs}</p>;
  }
  return (
    <p
      role="heading"
      aria-level={Math.min(block.level + 1, 6)}
      className={cn(
        "mt-7 mb-2 font-semibold break-words first:mt-0",
        block.level === 1 && "text-lg",
      )}
    >
      {runs}
    </p>
  );
}

function Runs({ runs, anchor }: { runs: readonly Run[]; anchor: boolean }) {
  const firstMarked = runs.findIndex(({ marked }) => marked);
  return runs.map(({ text, marked }, index) =>
    marked ? (
      <mark
        key={index}
        id={anchor && index === firstMarked ? "quote" : undefined}
        className="rounded-[3px] bg-mark box-decoration-clone px-0.5 text-ink"
      >
        {text}
      </mark>
    ) : (
      <Fragment key={index}>{text}</Fragment>
    ),
  );
}
