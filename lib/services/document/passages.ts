import "server-only";
import { z } from "zod";
import type { InstructionKind } from "@/lib/grounding";
import {
  placeCorrections,
  type PlacedCorrection,
} from "@/lib/knowledge/ingestion/corrections/correct";
import { sections } from "@/lib/knowledge/ingestion/chunking/sections";
import { countTokens } from "@/lib/grounding/text/count-tokens";
import { regionFinder, type Regions } from "@/lib/knowledge/ingestion/regions";
import type { PassagePlace } from "@/lib/vector-stores/_contract/passage-store";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { Call, WorkspaceContext } from "../context";
import { activeRows, correctionOf } from "../correction/active";
import { structureOf } from "../indexing/stored-version";
import { idSchema } from "../inputs";
import { notFound } from "../not-found";
import { findDocument } from "./find";
import { instructionsOf } from "./instructions-of";

export const passagesInput = z.object({
  id: idSchema,
  /** One of those linked to the document's source; without it the first of them. */
  storeId: idSchema.optional(),
  /** Part of the text or the headings, in whatever case. */
  search: z.string().trim().max(200).optional(),
  /** Only those that speak to an assistant, or that people corrected. */
  only: z.enum(["flagged", "corrected"]).optional(),
  /** How many to leave out before the first; without it the page that holds the offset `at`. */
  skip: z.int().min(0).optional(),
  at: z.int().min(0).optional(),
});

/** Passages of a page of the list. */
const PAGE = 500;

export interface PassageItem extends Regions {
  /** Number in the document, from 1. */
  number: number;
  /** The stretch of the stored text; of a correction what it stands for. Null when that is nowhere. */
  range: { start: number; end: number } | null;
  headings: string[];
  /** What is found; of an exclusion what is not. */
  text: string;
  tokens: number;
  /** What makes this a correction; null for the document's own text. */
  correction: {
    id: string;
    kind: "exclude" | "edit" | "add";
    by: string;
    at: Date;
    /** What the document says itself; null for an addition. */
    original: string | null;
    /** False when the version that answers doesn't hold that text. */
    applies: boolean;
  } | null;
  /** Whether questions find it. */
  found: boolean;
  /** Sentences of `text` that speak to an assistant. */
  instructions: { start: number; end: number; kind: InstructionKind }[];
}

type NumberedItem = Omit<PassageItem, keyof Regions | "tokens"> & { page: number | null };
type Item = Omit<NumberedItem, "number" | "instructions">;

/**
 * How a document was understood for a store: the passages of the version that answers with where each stands in the
 * original, and what people corrected, in the order of the text; a page of them. Throws `document.not-found`, and
 * `store.not-found` for a store that isn't linked to its source.
 */
export async function listDocumentPassages({ ctx, input }: Call<z.infer<typeof passagesInput>>) {
  const document = await findDocument(ctx.db, ctx, input.id);
  const stores = await linkedStores(ctx, document.sourceId);
  const store = input.storeId ? stores.find(({ id }) => id === input.storeId) : stores[0];
  if (input.storeId && !store) throw notFound("store");
  const version = await ctx.db.documentVersion.findFirst({
    where: { id: document.currentVersionId ?? "", workspaceId: ctx.workspace.id },
    select: { id: true, text: true, structure: true },
  });
  const text = version?.text ?? "";
  const rows = await activeRows(ctx.db, ctx, document.id);
  const placed = placeCorrections(text, rows.map(correctionOf));
  const parts = rows.length > 0 ? sections({ text, structure: structureOf(version) }) : [];
  const headingsAt = (offset: number) =>
    parts.find(({ start, end }) => start <= offset && offset < end)?.headings ?? [];
  const places =
    version && store?.activeIndexId
      ? await createPassageStore(ctx.sql).list({
          indexId: store.activeIndexId,
          workspaceId: ctx.workspace.id,
          versionId: version.id,
        })
      : [];
  const plain = inOrder([
    ...places.filter(({ correctionId }) => correctionId === null).map((place) => own(text, place)),
    ...rows.map((row, index) => said(row, { placed: placed[index], places, headingsAt })),
  ]);
  const instructions = await instructionsOf(
    plain.map((item) => ({ key: immutableKey(version?.id, item), text: foundText(item) })),
  );
  const items = plain.map((item, at): NumberedItem => ({
    ...item,
    instructions: instructions[at] ?? [],
  }));
  const fitting = items.filter((item) => fits(item, input));
  const skip = input.skip ?? pageOf(fitting, input.at);
  const regionsOf = regionFinder(structureOf(version));
  return {
    stores: stores.map(({ id, name }) => ({ id, name })),
    storeId: store?.id ?? null,
    versionId: version?.id ?? null,
    items: fitting.slice(skip, skip + PAGE).map((item): PassageItem => ({
      ...item,
      tokens: countTokens(item.text),
      ...(item.range
        ? regionsOf(item.range)
        : { page: item.page, sheet: null, cells: [], boxes: [] }),
    })),
    skip,
    pageSize: PAGE,
    total: fitting.length,
    counts: {
      all: items.length,
      flagged: items.filter((item) => fits(item, { only: "flagged" })).length,
      corrected: items.filter((item) => fits(item, { only: "corrected" })).length,
      /** Corrections of a text that this version doesn't hold. */
      lost: items.filter(({ correction }) => correction && !correction.applies).length,
    },
  };
}

function linkedStores(ctx: WorkspaceContext, sourceId: string) {
  const workspaceId = ctx.workspace.id;
  return ctx.db.store.findMany({
    where: { workspaceId, deletedAt: null, storeSources: { some: { sourceId } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, name: true, activeIndexId: true },
  });
}

function own(text: string, { start, end, page, headings }: PassagePlace): Item {
  const body = text.slice(start, end);
  return {
    ...{ range: { start, end }, page, headings, text: body },
    correction: null,
    found: true,
  };
}

type Row = Awaited<ReturnType<typeof activeRows>>[number];

function said(
  row: Row,
  {
    placed,
    places,
    headingsAt,
  }: {
    placed: PlacedCorrection | undefined;
    places: readonly PassagePlace[];
    headingsAt: (offset: number) => string[];
  },
): Item {
  const { id, kind, createdByName: by, createdAt: at, anchor: original } = row;
  const range = placed?.range ?? null;
  const stored = places.find(({ correctionId }) => correctionId === id);
  const applies = kind === "add" || range !== null;
  const text = row.text ?? original ?? "";
  return {
    ...{ range, text, page: null, headings: range ? headingsAt(range.start) : [] },
    correction: { id, kind, by, at, original, applies },
    found: stored !== undefined,
  };
}

function immutableKey(versionId: string | undefined, { correction, range }: Item): string {
  return correction?.id ?? `${String(versionId)} ${String(range?.start)} ${String(range?.end)}`;
}

/** What questions find of it: nothing of an exclusion. */
function foundText({ correction, text }: Item): string {
  return correction?.kind === "exclude" ? "" : text;
}

/** By their place in the text; what has none comes last. */
function inOrder(items: readonly Item[]): (Item & { number: number })[] {
  const placeOf = ({ range }: Item) => range?.start ?? Infinity;
  return [...items]
    .sort((a, b) => (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)))
    .map((item, index) => ({ ...item, number: index + 1 }));
}

function fits(
  item: NumberedItem,
  { search, only }: Pick<z.infer<typeof passagesInput>, "search" | "only">,
) {
  if (only === "flagged" && item.instructions.length === 0) return false;
  if (only === "corrected" && item.correction === null) return false;
  if (!search) return true;
  const wanted = search.toLowerCase();
  return [item.text, ...item.headings].some((part) => part.toLowerCase().includes(wanted));
}

function pageOf(items: readonly NumberedItem[], at: number | undefined): number {
  if (at === undefined) return 0;
  const index = items.findIndex(({ range }) => range !== null && range.end > at);
  return Math.floor(Math.max(0, index) / PAGE) * PAGE;
}
