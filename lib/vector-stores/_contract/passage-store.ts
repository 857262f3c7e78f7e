import type { DocumentFilter } from "@/lib/graph/document-filters";
import type { Passage } from "@/lib/graph/values";

/** Runs one SQL statement; given by the caller, so that writes join the caller's transaction. */
export interface SqlPort {
  query<T>(text: string, params: readonly unknown[]): Promise<T[]>;
}

/**
 * A passage to store. `start`/`end` are UTF-16 offsets, end exclusive, into the version's stored text, or into the text
 * of the correction it is from.
 */
export interface NewPassage {
  sourceId: string;
  documentId: string;
  versionId: string;
  /** The correction it is from; null for the document's own text. */
  correctionId: string | null;
  /** Number within the version; with index and version it makes the passage's id. */
  ordinal: number;
  start: number;
  end: number;
  /** Page of the original, from 1; null where the format has no pages. */
  page: number | null;
  /** Headings above the passage, outermost first. */
  headings: readonly string[];
  /** Always the text between `start` and `end`. */
  text: string;
  /** SHA-256 of `text`, hex. */
  textHash: string;
  /** Equal for passages that an embedder can't tell apart (lib/knowledge/ingestion/embed-text.ts). */
  embedHash: string;
  /** Estimated tokens (lib/grounding/text/count-tokens.ts). */
  tokens: number;
  /** Document name and headings, each once: keyword search counts their words double, with those of the text. */
  titles: readonly string[];
  embedding: readonly number[];
  parent: NewParent | null;
}

/** A larger passage that is handed on in place of the small ones in it, which are what is searched. */
export interface NewParent {
  /** Ordinal of the first of them, which is stored no later than the others. */
  first: number;
  start: number;
  end: number;
  /** The stored text between `start` and `end`; it is kept once, with the first. */
  text: string;
}

/** How the two rankings are joined. Defaults: lib/vector-stores/_contract/fusion.ts. */
export interface Fusion {
  /** Weights of the rankings; 0 leaves one out. */
  keyword: number;
  vector: number;
  /** The constant of reciprocal rank fusion: the higher, the less the first places count. */
  k: number;
  /** How many of each ranking are joined. */
  pool: number;
  /**
   * How much words count that go with those of the question in the passages nearest to it: what the best of them adds,
   * in parts of a word of the question. 0 leaves them out.
   */
  related: number;
}

export interface PassageQuery {
  indexId: string;
  workspaceId: string;
  storeId: string;
  /** The question as asked. */
  query: string;
  /** Embedding of the question; null searches by keyword alone. */
  vector: readonly number[] | null;
  /** How many passages to return at most. */
  limit: number;
  fusion?: Fusion;
  /** Only passages of documents that meet all of them. */
  filters?: readonly DocumentFilter[];
  /** Counts passages of the same parent as one, the best of them; for indexes whose passages have parents. */
  merge?: boolean;
  /** Searches no other sources, linked to the store or not; null: all that are linked. */
  sourceIds?: readonly string[] | null;
  /** Whose eyes it is for: the id of a member, null for anybody. Where a source respects permissions, what they may read. */
  reader: string | null;
  /** Some sources of the store respect permissions: only for speed. */
  restricted?: boolean;
  signal: AbortSignal;
}

/** Whose passages may be seen: those of the documents of the sources linked to a store, as far as `reader` may read them. */
export interface VisibleTo {
  indexId: string;
  workspaceId: string;
  storeId: string;
  /** The id of a member; null for anybody. */
  reader: string | null;
}

/** A passage as it was found, and the larger one around it where it has one. */
export interface FoundPassage extends Passage {
  around: Around | null;
}
export type Around = Pick<Passage, "start" | "end" | "text" | "page">;

/** Where a stored passage lies in its document. */
export interface PassagePlace {
  id: string;
  ordinal: number;
  correctionId: string | null;
  /** Null when it was stored without one. */
  embedHash: string | null;
  start: number;
  end: number;
  page: number | null;
  headings: string[];
  /** The larger passage around it. */
  parent: Omit<NewParent, "text"> | null;
}

/** A passage with what is needed to store a part of it, or another in its place. */
export type TakenPassage = Pick<
  NewPassage,
  "correctionId" | "ordinal" | "start" | "end" | "page" | "headings" | "embedding"
>;

/**
 * Keeps the passages of indexes and searches them. Ids are checked in the query: a search returns only passages of
 * this workspace, of current versions of documents that are not deleted, from sources linked to this store, and where a
 * source respects permissions only what the reader may read there.
 */
export interface PassageStore {
  /** Makes an empty index; does nothing when it is there. */
  ensureIndex(indexId: string): Promise<void>;
  /** Removes an index with all its passages; does nothing when it is gone. */
  dropIndex(indexId: string): Promise<void>;
  /** Stores passages in one statement. Storing the same ordinal of a version again replaces it. */
  putPassages(batch: {
    indexId: string;
    workspaceId: string;
    passages: readonly NewPassage[];
  }): Promise<void>;
  /**
   * Vectors that an index already has for passages of a document, any version of it, by `embedHash`; what is not
   * there is left out.
   */
  vectorsOf(target: {
    indexId: string;
    workspaceId: string;
    documentId: string;
    hashes: readonly string[];
  }): Promise<Map<string, number[]>>;
  /** Removes a version's passages from one index; returns how many there were. */
  deleteVersion(target: {
    indexId: string;
    workspaceId: string;
    versionId: string;
  }): Promise<number>;
  /** Removes some of a version's passages from one index, by their ordinals. */
  deletePassages(target: {
    indexId: string;
    workspaceId: string;
    versionId: string;
    ordinals: readonly number[];
  }): Promise<void>;
  /**
   * Removes a version's passages that share a character with one of the stretches, or are from one of the corrections;
   * a larger passage that does is no longer handed on for any of those in it.
   */
  takeOut(target: {
    indexId: string;
    workspaceId: string;
    versionId: string;
    ranges: readonly { start: number; end: number }[];
    correctionIds: readonly string[];
  }): Promise<TakenPassage[]>;
  /** The passage of a version in an index that is nearest to an offset of its text; null when it has none. */
  nearest(target: {
    indexId: string;
    workspaceId: string;
    versionId: string;
    offset: number;
  }): Promise<TakenPassage | null>;
  /** Removes a document's passages from every index; returns how many there were. */
  deleteDocument(target: { workspaceId: string; documentId: string }): Promise<number>;
  /** Counts the passages of an index, or of one version in it. */
  count(target: { indexId: string; workspaceId: string; versionId?: string }): Promise<number>;
  /** What indexes take on disk, in bytes, with the database's own indexes over them; those that are gone are left out. */
  diskBytes(indexIds: readonly string[]): Promise<Map<string, number>>;
  /** Places of a version's passages, in order; what a resumed job need not do again. */
  list(target: {
    indexId: string;
    workspaceId: string;
    versionId: string;
  }): Promise<PassagePlace[]>;
  /**
   * By the id of each passage the one before and the one after it in its document, as far as there are such and they may be seen. What stands
   * in a correction has none, and what a person left out or put otherwise is not among them.
   */
  neighbours(target: VisibleTo & { ids: readonly string[] }): Promise<Map<string, Passage[]>>;
  /** By the id of each version all its passages that may be seen, in order, those of corrections last. */
  wholeVersions(
    target: VisibleTo & { versionIds: readonly string[] },
  ): Promise<Map<string, Passage[]>>;
  /** Estimated tokens of all passages of versions; those without any are left out. */
  versionTokens(target: {
    indexId: string;
    workspaceId: string;
    versionIds: readonly string[];
  }): Promise<Map<string, number>>;
  /**
   * The same for the same passages that may be seen, in whatever order they were stored; any other text, title, vector or
   * larger passage around one makes it another.
   */
  fingerprint(target: VisibleTo & { filters?: readonly DocumentFilter[] }): Promise<string>;
  /**
   * Best passages first, with all their scores. Throws the signal's reason when it is aborted, and
   * AppError `search.index-missing` when the index was never made or is gone.
   */
  search(query: PassageQuery): Promise<FoundPassage[]>;
}
