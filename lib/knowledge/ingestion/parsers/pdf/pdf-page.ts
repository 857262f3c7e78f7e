import type * as liteparse from "@llamaindex/liteparse";
import type { PageBox } from "../_contract/parser";

/** By how much the text of a page is turned against the page as it is shown, clockwise. */
export type Turn = 0 | 90 | 180 | 270;

/** A place on a page in points, from the top left corner. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A page as PDFium reads it. All places are those of the page with its text upright. */
export interface PdfPage {
  number: number;
  width: number;
  height: number;
  turn: Turn;
  markdown: string;
  blocks: readonly liteparse.LayoutBlock[];
  items: readonly liteparse.TextItem[];
  /** Lines and shapes that are drawn on the page. */
  graphics?: liteparse.VectorGraphics;
  fields: readonly liteparse.FormField[];
  annotations: readonly liteparse.DocumentAnnotation[];
  /** Pictures or drawn letters cover a part of the page worth reading. */
  pictured: boolean;
}

/** A piece of a page in reading order. */
export type PageBlock =
  | { kind: "heading"; level: number; text: string; rect?: Rect }
  | { kind: "paragraph"; text: string; rect?: Rect }
  | {
      kind: "table";
      header: string[] | null;
      rows: string[][];
      rect?: Rect;
      rowRects?: readonly (Rect | undefined)[];
    };

/** The smallest rectangle around all of these. */
export function around(rects: readonly (Rect | undefined)[]): Rect | undefined {
  const known = rects.filter((rect) => rect !== undefined);
  if (known.length === 0) return undefined;
  const x = Math.min(...known.map((rect) => rect.x));
  const y = Math.min(...known.map((rect) => rect.y));
  return {
    x,
    y,
    width: Math.max(...known.map((rect) => rect.x + rect.width)) - x,
    height: Math.max(...known.map((rect) => rect.y + rect.height)) - y,
  };
}

/** Whether the middle of a place lies within another one. */
export function holds(rect: Rect | undefined, inner: Rect): boolean {
  if (!rect) return false;
  const x = inner.x + inner.width / 2;
  const y = inner.y + inner.height / 2;
  return (
    x >= rect.x && x <= rect.x + rect.width && y >= rect.y - 1 && y <= rect.y + rect.height + 1
  );
}

/** The place in fractions of the page as it is shown. */
export function boxOf(
  { width, height, turn }: Pick<PdfPage, "width" | "height" | "turn">,
  rect: Rect | undefined,
): PageBox | undefined {
  if (!rect || !(width > 0) || !(height > 0)) return undefined;
  const upright = {
    left: rect.x / width,
    top: rect.y / height,
    width: rect.width / width,
    height: rect.height / height,
  };
  return withinPage(turned(upright, turn));
}

function turned(box: PageBox, turn: Turn): PageBox {
  const { left, top, width, height } = box;
  if (turn === 90) return { left: 1 - top - height, top: left, width: height, height: width };
  if (turn === 180) return { left: 1 - left - width, top: 1 - top - height, width, height };
  if (turn === 270) return { left: top, top: 1 - left - width, width: height, height: width };
  return box;
}

function withinPage(box: PageBox): PageBox {
  const round = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
  const left = round(box.left);
  const top = round(box.top);
  const width = round(Math.min(box.width, 1 - left));
  return { left, top, width, height: round(Math.min(box.height, 1 - top)) };
}
