import "server-only";
import { chunkDocument } from "@/lib/knowledge/ingestion/chunk";
import type { Range } from "@/lib/knowledge/ingestion/chunking/pieces";
import {
  coveredBy,
  placeCorrections,
  type Correction,
  type PlacedCorrection,
} from "@/lib/knowledge/ingestion/corrections/correct";
import { passagePart, type Lender } from "@/lib/knowledge/ingestion/corrections/passage-part";
import { overlaps, remainsOf } from "@/lib/knowledge/ingestion/corrections/remains";
import type { PassageStore, TakenPassage } from "@/lib/vector-stores/_contract/passage-store";

interface Change {
  target: { indexId: string; versionId: string; workspaceId: string };
  document: { id: string; name: string; sourceId: string };
  /** The version's stored text. */
  text: string;
  /** Those that hold now. */
  corrections: readonly Correction[];
  /** Those that no longer do. */
  ended: readonly Correction[];
}

/** A passage to be found until the job has made the passages anew. */
interface StandIn {
  lender: Lender;
  text: string;
  range: Range;
  correctionId: string | null;
}

/**
 * Makes one index say what the document says now, as far as that can be done without embedding: covered text and
 * ended corrections go, what else their passages had stays, and what people wrote, or what is no longer covered, is there to be
 * found by its words. All of it has borrowed vectors until the job replaces it.
 */
export async function standInFor(store: PassageStore, change: Change): Promise<void> {
  const { target, document, text } = change;
  const placed = placeCorrections(text, change.corrections);
  const covered = coveredBy(placed);
  const correctionIds = change.ended.map(({ id }) => id);
  const taken = await store.takeOut({ ...target, ranges: covered, correctionIds });
  const stored = await store.list(target);
  const lend = async (range: Range | null): Promise<Lender | null> =>
    taken.find((one) => one.correctionId === null && range !== null && overlaps(one, range)) ??
    taken[0] ??
    (await store.nearest({ ...target, offset: range?.start ?? 0 }));

  const known = new Set(stored.map(({ correctionId }) => correctionId));
  const standIns = [
    ...remains(text, { taken, covered }),
    ...(await written(placed, { known, lend })),
    ...(await uncovered(text, { ended: change.ended, covered, lend })),
  ];
  // Below all there are, so that they are in nobody's way; the job replaces them.
  const lowest = stored.reduce((least, { ordinal }) => Math.min(least, ordinal), 0);
  const passages = standIns.map(({ lender, ...part }, index) =>
    passagePart(lender, {
      ...{ ...part, ordinal: lowest - 1 - index, versionId: target.versionId },
      ...{ sourceId: document.sourceId, documentId: document.id, documentName: document.name },
    }),
  );
  await store.putPassages({ ...target, passages });
}

/** What passages had beside what was taken out of them. */
function remains(
  text: string,
  { taken, covered }: { taken: readonly TakenPassage[]; covered: readonly Range[] },
): StandIn[] {
  return taken
    .filter(({ correctionId }) => correctionId === null)
    .flatMap((lender) =>
      remainsOf(text, lender, covered).map((range) => ({
        ...{ lender, text, range, correctionId: null },
      })),
    );
}

type Lend = (range: Range | null) => Promise<Lender | null>;

/** What people wrote and the index doesn't have yet. */
async function written(
  placed: readonly PlacedCorrection[],
  { known, lend }: { known: ReadonlySet<string | null>; lend: Lend },
): Promise<StandIn[]> {
  const standIns: StandIn[] = [];
  for (const { id, kind, text, range } of placed) {
    if (text === null || known.has(id) || (kind === "edit" && range === null)) continue;
    const lender = await lend(range);
    if (!lender) continue;
    const place = kind === "edit" ? {} : { page: null, headings: [] };
    const whole = { start: 0, end: text.length };
    standIns.push({ lender: { ...lender, ...place }, text, range: whole, correctionId: id });
  }
  return standIns;
}

/** What the document says where a correction ended and no other stands. */
async function uncovered(
  text: string,
  given: { ended: readonly Correction[]; covered: readonly Range[]; lend: Lend },
): Promise<StandIn[]> {
  const standIns: StandIn[] = [];
  for (const range of coveredBy(placeCorrections(text, given.ended))) {
    const lender = await given.lend(range);
    if (!lender) continue;
    for (const { start, end } of remainsOf(text, range, given.covered)) {
      const chunks = chunkDocument({ text: text.slice(start, end), structure: [] });
      for (const chunk of chunks) {
        const place = { start: start + chunk.start, end: start + chunk.end };
        standIns.push({ lender, text, range: place, correctionId: null });
      }
    }
  }
  return standIns;
}
