import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import type { NewPassage, PassagePlace } from "@/lib/vector-stores/_contract/passage-store";
import { passageTitles } from "../passage-titles";
import { embedHash, embedText } from "./embed-text";
import { chunkDocument } from "./chunk";
import type { Chunking } from "./chunking/chunking";
import { correctChunks, type CorrectedChunk, type Correction } from "./corrections/correct";
import type { ParsedDocument } from "./parsers/_contract/parser";

/** Passages embedded and stored at a time: two requests to a model, one short transaction. */
export const BATCH_SIZE = 192;

export interface VersionToIndex {
  sourceId: string;
  documentId: string;
  versionId: string;
  documentName: string;
  document: ParsedDocument;
  chunking: Chunking;
  /** What people said about the document; what no longer fits this version is left out. */
  corrections: readonly Correction[];
}

export interface Progress {
  done: number;
  total: number;
}

/** What a version came to in an index. */
export interface VersionFigures {
  passages: number;
  /** Estimated tokens of all of them, what they share counted in each. */
  tokens: number;
}

export interface PassageBatch {
  passages: readonly NewPassage[];
  /** Passages that do not belong to the version any more. */
  stale: readonly number[];
  progress: Progress;
}

/** What indexing reaches; each call is short, and may be one transaction. */
export interface IndexingPorts {
  embedder: Embedder;
  /** What earlier attempts stored of this version in this index. */
  stored(): Promise<readonly PassagePlace[]>;
  /** Vectors that the index has for texts of this document already, by `embedHash`; those need no embedding. */
  vectorsOf(hashes: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>>;
  /**
   * Stores a batch, removes what is `stale` (ordinals) and notes the progress, all or nothing; called at least once, with
   * no passages when there is nothing to add.
   */
  put(batch: PassageBatch): Promise<void>;
  signal: AbortSignal;
}

interface Wanted {
  chunk: CorrectedChunk;
  titles: string[];
  /** Of what the embedder reads of it. */
  hash: string;
}

/**
 * Cuts, corrects, embeds and stores one version. What is stored as it should be stays: a killed attempt is taken up
 * where it stopped, and a correction costs no more than the passages it changes. Texts that the index has a vector for
 * are not embedded again, and none is stored twice. Throws what the embedder throws, the signal's reason on abort, and
 * `ingestion.bad-embedding` when vectors are missing or of different lengths.
 */
export async function indexVersion(
  version: VersionToIndex,
  ports: IndexingPorts,
): Promise<VersionFigures> {
  const wanted = wantedPassages(version);
  const stored = new Map((await ports.stored()).map((place) => [place.ordinal, place]));
  const missing = wanted.filter((one) => !isStored(one, stored.get(one.chunk.ordinal)));
  const ordinals = new Set(wanted.map(({ chunk }) => chunk.ordinal));
  const stale = [...stored.keys()].filter((ordinal) => !ordinals.has(ordinal));
  const total = wanted.length;
  let done = total - missing.length;
  if (missing.length === 0) await ports.put({ passages: [], stale, progress: { done, total } });

  for await (const passages of embedBatches(version, { missing, ports })) {
    done += passages.length;
    // What stands in for passages that are still to come goes with the last of them.
    await ports.put({ passages, stale: done < total ? [] : stale, progress: { done, total } });
  }
  return { passages: total, tokens: wanted.reduce((sum, { chunk }) => sum + chunk.tokens, 0) };
}

function wantedPassages(version: VersionToIndex): Wanted[] {
  const { document, documentName, chunking, corrections } = version;
  const chunks = correctChunks(document.text, chunkDocument(document, chunking), corrections);
  return chunks.map((chunk) => {
    const titles = passageTitles(documentName, chunk.headings);
    return { chunk, titles, hash: embedHash(embedText(titles, chunk.text)) };
  });
}

function isStored({ chunk, hash }: Wanted, place: PassagePlace | undefined): boolean {
  return (
    place?.embedHash === hash &&
    place.start === chunk.start &&
    place.end === chunk.end &&
    place.correctionId === chunk.correctionId &&
    place.parent?.first === chunk.parent?.first &&
    place.parent?.start === chunk.parent?.start &&
    place.parent?.end === chunk.parent?.end
  );
}

/** Batches ready to be stored. While one is being stored the next is embedded, so neither waits for the other. */
async function* embedBatches(
  version: VersionToIndex,
  { missing, ports }: { missing: readonly Wanted[]; ports: IndexingPorts },
): AsyncGenerator<NewPassage[]> {
  let dimension = ports.embedder.dimension;
  const start = async (at: number) => {
    ports.signal.throwIfAborted();
    return embedBatch(version, { wanted: missing.slice(at, at + BATCH_SIZE), ports });
  };
  let next = missing.length > 0 ? start(0) : null;
  for (let at = BATCH_SIZE; next !== null; at += BATCH_SIZE) {
    const passages: NewPassage[] = await next;
    dimension ??= passages[0]?.embedding.length ?? null;
    checkVectors(passages, dimension);
    next = at < missing.length ? start(at) : null;
    // Met when its turn comes; until then, and when storing fails first, nobody listens.
    next?.catch(() => undefined);
    yield passages;
  }
}

async function embedBatch(
  { sourceId, documentId, versionId, document }: VersionToIndex,
  { wanted, ports }: { wanted: readonly Wanted[]; ports: IndexingPorts },
): Promise<NewPassage[]> {
  const hashes = wanted.map(({ hash }) => hash);
  const texts = wanted.map(({ chunk, titles }) => embedText(titles, chunk.text));
  const vectors = await embedNew(texts, { hashes, ports });
  return wanted.map(({ chunk, titles, hash }, index) => ({
    ...chunk,
    sourceId,
    documentId,
    versionId,
    titles,
    embedHash: hash,
    embedding: vectors[index] ?? [],
    parent: chunk.parent && {
      ...chunk.parent,
      text: document.text.slice(chunk.parent.start, chunk.parent.end),
    },
  }));
}

/** A vector for each text, made only where the index has none for it yet. */
async function embedNew(
  texts: readonly string[],
  { hashes, ports }: { hashes: readonly string[]; ports: IndexingPorts },
): Promise<(readonly number[])[]> {
  const known = await ports.vectorsOf(hashes);
  const fresh = texts.filter((_, index) => !known.has(hashes[index] ?? ""));
  const made =
    fresh.length === 0
      ? []
      : await ports.embedder.embed(fresh, { signal: ports.signal, purpose: "passage" });
  if (made.length !== fresh.length)
    throw badEmbedding(ports.embedder.dimension, made[0]?.length ?? 0);
  let next = 0;
  return hashes.map((hash) => known.get(hash) ?? made[next++] ?? []);
}

function checkVectors(passages: readonly NewPassage[], dimension: number | null): void {
  const sound = passages.every(
    ({ embedding }) =>
      embedding.length > 0 && embedding.length === dimension && embedding.every(Number.isFinite),
  );
  if (!sound) throw badEmbedding(dimension, passages[0]?.embedding.length ?? 0);
}

function badEmbedding(expected: number | null, found: number): AppError {
  return new AppError("ingestion.bad-embedding", "unavailable", { params: { expected, found } });
}
