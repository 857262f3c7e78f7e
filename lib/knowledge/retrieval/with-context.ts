import type { Passage } from "@/lib/graph/values";
import type { PassageStore, VisibleTo } from "@/lib/vector-stores/_contract/passage-store";

/** What is handed on with the passages found: what stands next to each, or their whole documents where they fit. */
export type Extent = "neighbours" | "documents";

/** Estimated tokens of the documents that are handed on whole, together. */
export const WHOLE_BUDGET = 8000;

/** What became of an extent. */
export interface ContextReport {
  /** Passages that were added. */
  readonly added: number;
  /** Names of documents all of whose passages are handed on, and of those that are too long for that. */
  readonly whole: readonly string[];
  readonly partly: readonly string[];
}

export interface ContextRequest {
  readonly store: Pick<PassageStore, "neighbours" | "wholeVersions" | "versionTokens">;
  readonly place: VisibleTo;
  readonly extent: Extent;
  readonly onContext: (report: ContextReport) => void;
}

/**
 * Adds what stands around the passages found, each next to its own and marked as context of it; what was found keeps its
 * order and is there once. Documents are handed on whole from the best passage's on, as long as all of them keep to a
 * budget; the report says of each whether it was.
 */
export async function withContext(
  found: readonly Passage[],
  { store, place, extent, onContext }: ContextRequest,
): Promise<Passage[]> {
  if (found.length === 0) return [];
  const whole = extent === "documents" ? await fittingDocuments(found, { store, place }) : null;
  const around = whole
    ? await store.wholeVersions({ ...place, versionIds: whole.versionIds })
    : await store.neighbours({ ...place, ids: found.map(({ id }) => id) });
  const there = new Set(found.map(({ id }) => id));
  const all: Passage[] = [];
  for (const passage of found) {
    const context = around.get(whole ? passage.versionId : passage.id) ?? [];
    const fresh = context.filter(({ id }) => !there.has(id));
    for (const { id } of fresh) there.add(id);
    const added = fresh.map((one) => ({ ...one, contextOf: passage.id }));
    const before = added.filter(({ start, correction }) => !correction && start < passage.start);
    all.push(...before, passage, ...added.filter((one) => !before.includes(one)));
  }
  onContext({
    added: all.length - found.length,
    whole: whole?.whole ?? [],
    partly: whole?.partly ?? [],
  });
  return all;
}

async function fittingDocuments(
  found: readonly Passage[],
  { store, place }: Pick<ContextRequest, "store" | "place">,
) {
  const names = new Map(found.map(({ versionId, documentName }) => [versionId, documentName]));
  const tokens = await store.versionTokens({ ...place, versionIds: [...names.keys()] });
  let left = WHOLE_BUDGET;
  const versionIds = [...names.keys()].filter((id) => {
    const needed = tokens.get(id) ?? Infinity;
    if (needed > left) return false;
    left -= needed;
    return true;
  });
  const nameOf = (id: string) => names.get(id) ?? "";
  return {
    versionIds,
    whole: versionIds.map(nameOf),
    partly: [...names.keys()].filter((id) => !versionIds.includes(id)).map(nameOf),
  };
}
