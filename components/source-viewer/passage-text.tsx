"use client";

import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { toPassageBlocks, type PassageBlock, type PassageRun } from "./passage-blocks";
import type { DocumentView, Range } from "./text-blocks";

export interface DrawnPassage extends Range {
  /** What its chip says, such as its number. */
  name: string;
  /** Drawn as text that answers don't come from. */
  excluded?: boolean;
}

export interface PassageTextProps {
  /** The stored text, or the part of it around what the reader came for. */
  view: Pick<DocumentView, "text" | "textStart" | "structure">;
  /** In the order of their numbers; they may overlap. */
  passages: readonly DrawnPassage[];
  /** Index of the chosen passage: drawn stronger, and scrolled to when it changes. */
  selected?: number | null;
  onSelect?: (index: number) => void;
  /** A quote, drawn above everything else. */
  quote?: Range | null;
  /** Accessible name of the text. */
  label: string;
}

/** Stored text with its passages drawn on it in two alternating tints; where two overlap both are seen. */
export function PassageText(props: PassageTextProps) {
  const { view, passages, selected = null, onSelect, quote = null, label } = props;
  const root = useRef<HTMLDivElement>(null);
  const blocks = useMemo(() => toPassageBlocks(view, { passages, quote }), [view, passages, quote]);
  useScrollToChosen(root, { blocks, selected, quote });
  usePassageClicks(root, { onSelect, selected });
  return (
    <div
      ref={root}
      role="document"
      aria-label={label}
      className="max-w-170 text-sm leading-relaxed"
    >
      {blocks.map((block) => (
        <BlockOfPassages key={`${block.kind}-${block.start}`} block={block} {...props} />
      ))}
    </div>
  );
}

function useScrollToChosen(
  root: React.RefObject<HTMLDivElement | null>,
  {
    selected,
    quote,
    blocks,
  }: Required<Pick<PassageTextProps, "selected" | "quote">> & {
    blocks: readonly PassageBlock[];
  },
) {
  useLayoutEffect(() => {
    const chosen =
      selected === null ? null : root.current?.querySelector(`[data-in~="${selected}"]`);
    const target = quote && selected === null ? root.current?.querySelector("mark") : chosen;
    target?.scrollIntoView({ block: "center" });
  }, [root, selected, quote, blocks]);
}

/** A click anywhere on a passage chooses it; of overlapping ones the next after the chosen one. The keyboard has the chips. */
function usePassageClicks(
  root: React.RefObject<HTMLDivElement | null>,
  { onSelect, selected }: Pick<PassageTextProps, "onSelect" | "selected">,
) {
  useEffect(() => {
    const element = root.current;
    if (!element || !onSelect) return;
    const choose = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || window.getSelection()?.isCollapsed === false)
        return;
      const own = event.target.closest<HTMLElement>("[data-in]")?.dataset.in ?? "";
      const indexes = own.split(" ").filter(Boolean).map(Number);
      const at = selected == null ? -1 : indexes.indexOf(selected);
      const next = indexes[(at + 1) % indexes.length];
      if (next !== undefined) onSelect(next);
    };
    element.addEventListener("click", choose);
    return () => element.removeEventListener("click", choose);
  }, [root, onSelect, selected]);
}

function BlockOfPassages({ block, ...props }: PassageTextProps & { block: PassageBlock }) {
  const t = useTranslations("sourceViewer");
  if (block.kind === "page") {
    return (
      <p className="mt-8 mb-4 flex items-center gap-3 text-xs text-ink-3 after:h-px after:grow after:bg-line first:mt-0">
        {t("page", { page: block.number })}
      </p>
    );
  }
  const runs = block.pieces.map((piece) => <Piece key={piece.start} piece={piece} {...props} />);
  if (block.kind === "paragraph") {
    return <p className="my-2.5 break-words whitespace-pre-line">{runs}</p>;
  }
  return (
    <p
      role="heading"
      aria-level={Math.min(block.level + 1, 6)}
      className="mt-6 mb-2 font-semibold break-words first:mt-0"
    >
      {runs}
    </p>
  );
}

const TINTS = ["bg-passage-a", "bg-passage-b"];

function Piece({
  piece,
  passages,
  selected = null,
  onSelect,
}: PassageTextProps & { piece: PassageRun }) {
  const first = piece.in[0];
  if (first === undefined)
    return piece.marked ? <mark className={MARK}>{piece.text}</mark> : piece.text;
  const chosen = selected !== null && piece.in.includes(selected);
  const excluded = piece.in.every((index) => passages[index]?.excluded);
  return (
    <>
      {piece.begins.map((index) => (
        <Chip
          key={index}
          index={index}
          passages={passages}
          selected={selected}
          onSelect={onSelect}
        />
      ))}
      <span
        data-in={piece.in.join(" ")}
        className={cn(
          "box-decoration-clone py-0.5",
          piece.in.length > 1 ? "bg-passage-overlap" : TINTS[first % 2],
          chosen && "bg-mark",
          excluded && "bg-transparent text-ink-3 line-through decoration-ink-3",
          onSelect && "cursor-pointer",
        )}
      >
        {piece.marked ? <mark className={MARK}>{piece.text}</mark> : piece.text}
      </span>
    </>
  );
}

const MARK =
  "rounded-[3px] bg-mark box-decoration-clone text-ink underline decoration-accent decoration-2";

function Chip({
  index,
  passages,
  selected,
  onSelect,
}: Pick<PassageTextProps, "passages" | "selected" | "onSelect"> & { index: number }) {
  const t = useTranslations("sourceViewer");
  const name = passages[index]?.name ?? "";
  const looks =
    "mr-1 inline-flex h-5 min-w-6 items-center justify-center rounded-[5px] px-1 align-text-bottom text-xs leading-none font-medium tabular-nums select-none";
  if (!onSelect) return <span className={cn(looks, "bg-raised text-ink-2")}>{name}</span>;
  const chosen = selected === index;
  return (
    <button
      type="button"
      aria-pressed={chosen}
      aria-label={t("passages.choose", { name })}
      onClick={(event) => {
        event.stopPropagation();
        onSelect(index);
      }}
      className={cn(
        looks,
        "relative before:absolute before:-inset-1",
        chosen ? "bg-accent text-on-accent" : "bg-raised text-ink-2 hover:bg-pressed",
      )}
    >
      {name}
    </button>
  );
}
