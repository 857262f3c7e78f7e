import "server-only";
import { z } from "zod";
import type { WorkspaceContext } from "../context";

export type DocumentStateName = "queued" | "reading" | "indexing" | "ready" | "failed";

/** A failure kept with a row: `errors.<code>` of the catalogue with `params`. */
export const storedErrorSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type StoredError = z.infer<typeof storedErrorSchema>;

export interface DocumentSummary {
  id: string;
  sourceId: string;
  name: string;
  mimeType: string;
  /** Bytes. */
  size: number;
  state: DocumentStateName;
  error: StoredError | null;
  /** How many passages of the newest version can be found by the document's present name. */
  passages: number;
  /** Passages embedded and to embed, while indexing and once they are counted. */
  progress: { done: number; total: number } | null;
  updatedAt: Date;
}

interface IndexedRow {
  indexId: string;
  state: "queued" | "indexing" | "ready" | "failed";
  passages: number;
  total: number | null;
  error: unknown;
}

/**
 * The documents with the truth about them: "ready" only when the newest version is whole in the index of every
 * store linked to the source.
 */
export async function documentStates(
  ctx: WorkspaceContext,
  filter: { sourceId?: string },
): Promise<DocumentSummary[]> {
  const workspaceId = ctx.workspace.id;
  const [documents, indexes] = await Promise.all([
    ctx.db.document.findMany({
      where: { workspaceId, deletedAt: null, source: { deletedAt: null }, ...filter },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      include: {
        versions: {
          orderBy: { number: "desc" },
          take: 1,
          select: {
            indexed: {
              select: { indexId: true, state: true, passages: true, total: true, error: true },
            },
          },
        },
      },
    }),
    activeIndexesBySource(ctx),
  ]);
  return documents.map((document) => {
    const wanted = indexes.get(document.sourceId) ?? new Set();
    const rows = (document.versions[0]?.indexed ?? []).filter((row) => wanted.has(row.indexId));
    return summarize(document, { rows, wanted: wanted.size });
  });
}

/** Which indexes answer from a source: those of the stores that a workflow keeps in sync with it. */
async function activeIndexesBySource(ctx: WorkspaceContext): Promise<Map<string, Set<string>>> {
  const links = await ctx.db.storeSource.findMany({
    where: { workspaceId: ctx.workspace.id, store: { deletedAt: null } },
    select: { sourceId: true, store: { select: { activeIndexId: true } } },
  });
  const indexes = new Map<string, Set<string>>();
  for (const { sourceId, store } of links) {
    const ids = indexes.get(sourceId) ?? new Set<string>();
    if (store.activeIndexId !== null) ids.add(store.activeIndexId);
    indexes.set(sourceId, ids);
  }
  return indexes;
}

function summarize(
  document: Omit<DocumentSummary, "state" | "error" | "passages" | "progress"> & {
    state: "queued" | "reading" | "ready" | "failed";
    error: unknown;
  },
  indexed: { rows: IndexedRow[]; wanted: number },
): DocumentSummary {
  const { id, sourceId, name, mimeType, size, updatedAt } = document;
  const state = document.state === "ready" ? indexingState(indexed) : document.state;
  const failedRow = indexed.rows.find((row) => row.state === "failed");
  const error = document.state === "failed" ? document.error : failedRow?.error;
  const counted = indexed.rows.filter((row) => row.total !== null);
  return {
    ...{ id, sourceId, name, mimeType, size, updatedAt, state },
    error: state === "failed" ? storedErrorSchema.parse(error) : null,
    passages: Math.max(0, ...indexed.rows.map((row) => row.passages)),
    progress:
      state === "indexing" && counted.length > 0
        ? {
            done: sum(counted.map((row) => row.passages)),
            total: sum(counted.map((row) => row.total ?? 0)),
          }
        : null,
  };
}

function indexingState({ rows, wanted }: { rows: IndexedRow[]; wanted: number }) {
  if (rows.some((row) => row.state === "failed")) return "failed";
  const ready = rows.filter((row) => row.state === "ready").length;
  return ready === wanted ? "ready" : "indexing";
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
