import type { RouterOutputs } from "@/lib/trpc/client";

type View = Pick<RouterOutputs["document"]["view"], "text" | "textStart" | "structure">;
type PreviewPassage = RouterOutputs["store"]["previewChunking"]["passages"][number];

/** UTF-16 units that are drawn at most: enough to judge a chunking by, and quick to draw anew. */
const DRAWN = 40_000;

/** The beginning of a text and the passages that lie in it whole. */
export function drawnPart(view: View, passages: readonly PreviewPassage[]) {
  const limit = view.textStart + Math.min(DRAWN, view.text.length);
  const inside = passages.filter(({ start, end }) => start >= view.textStart && end <= limit);
  const last = inside.at(-1)?.end ?? limit;
  const end = inside.length < passages.length ? last : view.textStart + view.text.length;
  return {
    passages: inside,
    view: {
      textStart: view.textStart,
      text: view.text.slice(0, Math.min(end, limit) - view.textStart),
      structure: view.structure.filter((mark) => mark.start < Math.min(end, limit)),
    },
    overlapping: inside.some(({ start }, at) => start < (inside[at - 1]?.end ?? 0)),
  };
}

/** A number for each: "3", or "3.2" for the second searched passage within the third larger one. */
export function passageNames(
  passages: readonly Pick<PreviewPassage, "ordinal" | "parent">[],
): string[] {
  let outer = 0;
  let inner = 0;
  return passages.map(({ ordinal, parent }) => {
    if (!parent || parent.first === ordinal) {
      outer += 1;
      inner = 0;
    }
    inner += 1;
    return parent ? `${String(outer)}.${String(inner)}` : String(outer);
  });
}
