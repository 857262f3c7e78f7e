import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { Embedder } from "@/lib/providers/_contract/runtime";
import type { NewPassage, PassagePlace } from "@/lib/vector-stores/_contract/passage-store";
import { passageTitles } from "../passage-titles";
import { embedHash, embedText } from "./embed-text";
import { chunkDocument, type Chunk } from "./chunk";
import type { Chunking } from "./chunking/chunking";
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

/** What indexing reaches; each call is short, and may be one transaction. */
export interface IndexingPorts {
  embedder: Embedder;
  /** What earlier attempts stored of this version in this index. */
  stored(): Promise<readonly PassagePlace[]>;
  /** Removes them, when they were cut differently. */
  clear(): Promise<void>;
  /** Vectors that the index has for texts of this document already, by `embedHash`; those need no embedding. */
  vectorsOf(hashes: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>>;
  /** Stores a batch and notes the progress; called at least once, with no passages when there is nothing to add. */
  put(passages: readonly NewPassage[], progress: Progress): Promise<void>;
  signal: AbortSignal;
}

/**
 * Cuts, embeds and stores one version. A killed attempt is taken up where it stopped: passages that are stored are not
 * embedded again, nor are those that an older version has, and none is stored twice. Throws what the embedder throws, the
 * signal's reason on abort, and `ingestion.bad-embedding` when vectors are missing or of different lengths.
 */
export async function indexVersion(
  version: VersionToIndex,
  ports: IndexingPorts,
): Promise<VersionFigures> {
  const chunks = chunkDocument(version.document, version.chunking);
  const stored = await ports.stored();
  const resumable = stored.every((place) => isSamePlace(place, chunks[place.ordinal]));
  if (!resumable) await ports.clear();
  const present = new Set(resumable ? stored.map((place) => place.ordinal) : []);
  const missing = chunks.filter((chunk) => !present.has(chunk.ordinal));
  const total = chunks.length;
  let done = present.size;
  if (missing.length === 0) await ports.put([], { done, total });

  const embedding = embedBatches(version, { chunks: missing, ports });
  for await (const passages of embedding) {
    done += passages.length;
    await ports.put(passages, { done, total });
  }
  return { passages: total, tokens: chunks.reduce((sum, chunk) => sum + chunk.tokens, 0) };
}

/** Batches ready to be stored. While one is being stored the next is embedded, so neither waits for the other. */
async function* embedBatches(
  version: VersionToIndex,
  { chunks, ports }: { chunks: readonly Chunk[]; ports: IndexingPorts },
): AsyncGenerator<NewPassage[]> {
  let dimension = ports.embedder.dimension;
  const start = async (at: number) => {
    ports.signal.throwIfAborted();
    return embedBatch(version, { chunks: chunks.slice(at, at + BATCH_SIZE), ports });
  };
  let next = chunks.length > 0 ? start(0) : null;
  for (let at = BATCH_SIZE; next !== null; at += BATCH_SIZE) {
    const passages: NewPassage[] = await next;
    dimension ??= passages[0]?.embedding.length ?? null;
    checkVectors(passages, dimension);
    next = at < chunks.length ? start(at) : null;
    // Met when its turn comes; until then, and when storing fails first, nobody listens.
    next?.catch(() => undefined);
    yield passages;
  }
}

async function embedBatch(
  { sourceId, documentId, versionId, documentName }: VersionToIndex,
  { chunks, ports }: { chunks: readonly Chunk[]; ports: IndexingPorts },
): Promise<NewPassage[]> {
  const titles = chunks.map((chunk) => passageTitles(documentName, chunk.headings));
  const texts = chunks.map((chunk, index) => embedText(titles[index] ?? [], chunk.text));
  const hashes = texts.map(embedHash);
  const vectors = await embedNew(texts, { hashes, ports });
  return chunks.map((chunk, index) => ({
    ...chunk,
    sourceId,
    documentId,
    versionId,
    titles: titles[index] ?? [],
    embedHash: hashes[index] ?? "",
    embedding: vectors[index] ?? [],
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

function isSamePlace(place: PassagePlace, chunk: Chunk | undefined): boolean {
  return chunk?.start === place.start && chunk.end === place.end;
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
