import "server-only";
import {
  DEFAULT_CHUNKING,
  storedChunking,
  type Chunking,
} from "@/lib/knowledge/ingestion/chunking/chunking";
import type { Call } from "../context";

export interface StoreSummary {
  id: string;
  name: string;
  embedding: { connectionId: string; model: string; dimension: number | null };
  chunking: Chunking;
  passages: number;
  state: "ready" | "indexing" | "empty" | "failed";
  /** Passages stored and to store of the index being filled, while anything is. */
  progress: { done: number; total: number } | null;
  /** The index being built beside the one that answers. */
  rebuild: Rebuild | null;
  /** When the last version was stored; null before the first. */
  syncedAt: Date | null;
  sources: { id: string; name: string }[];
}

export interface Rebuild {
  embedding: { connectionId: string; model: string };
  chunking: Chunking;
  /** Documents that are in it, that it is to hold as far as known, and that could not be put into it. */
  done: number;
  total: number;
  failed: number;
}

/** The stores by name. While another embedding is being built, `embedding` is still the one that answers. */
export async function listStores({ ctx }: Pick<Call<never>, "ctx">): Promise<StoreSummary[]> {
  const workspaceId = ctx.workspace.id;
  const stores = await ctx.db.store.findMany({
    where: { workspaceId, deletedAt: null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    include: {
      indexes: { where: { state: { in: ["building", "active"] } } },
      storeSources: {
        where: { source: { deletedAt: null } },
        select: { source: { select: { id: true, name: true } } },
      },
    },
  });
  const counts = await ctx.db.indexedVersion.groupBy({
    by: ["indexId", "state"],
    where: { workspaceId, index: { state: { in: ["building", "active"] } } },
    _sum: { passages: true, total: true },
    _max: { updatedAt: true },
    _count: true,
  });
  const unread = await ctx.db.document.groupBy({
    by: ["sourceId"],
    where: { workspaceId, deletedAt: null, state: { in: ["queued", "reading"] } },
    _count: true,
  });
  const reading = new Set(unread.map((row) => row.sourceId));
  return stores.map((store) => {
    const active = store.indexes.find((index) => index.id === store.activeIndexId);
    const building = store.indexes.find((index) => index.state === "building");
    const sources = uniqueById(store.storeSources.map((link) => link.source));
    return {
      id: store.id,
      name: store.name,
      embedding: {
        connectionId: active?.connectionId ?? "built-in",
        model: active?.model ?? "",
        dimension: active?.dimension ?? null,
      },
      chunking: storedChunking(active?.chunking ?? DEFAULT_CHUNKING),
      sources,
      rebuild: building
        ? rebuildOf(
            building,
            counts.filter((row) => row.indexId === building.id),
          )
        : null,
      ...progressOf({
        active: counts.filter((row) => row.indexId === active?.id),
        building: building && counts.filter((row) => row.indexId === building.id),
        reading: sources.some((source) => reading.has(source.id)),
      }),
    };
  });
}

function rebuildOf(
  index: { connectionId: string; model: string; chunking: unknown },
  rows: CountRow[],
): Rebuild {
  const documents = (...states: CountRow["state"][]) =>
    rows.reduce((sum, row) => sum + (states.includes(row.state) ? row._count : 0), 0);
  return {
    embedding: { connectionId: index.connectionId, model: index.model },
    chunking: storedChunking(index.chunking),
    done: documents("ready", "skipped"),
    total: documents("queued", "indexing", "ready", "failed", "skipped"),
    failed: documents("failed"),
  };
}

interface CountRow {
  _count: number;
  state: "queued" | "indexing" | "ready" | "failed" | "skipped";
  _sum: { passages: number | null; total: number | null };
  _max: { updatedAt: Date | null };
}

function progressOf(of: {
  active: CountRow[];
  building: CountRow[] | undefined;
  reading: boolean;
}) {
  const passages = total(of.active, "passages");
  const filling = of.building ?? of.active;
  const pending = filling.some((row) => row.state === "queued" || row.state === "indexing");
  const busy = of.building !== undefined || pending || of.reading;
  const failed = [...of.active, ...filling].some((row) => row.state === "failed");
  const times = of.active.flatMap((row) => row._max.updatedAt ?? []);
  const state = failed ? "failed" : busy ? "indexing" : passages > 0 ? "ready" : "empty";
  return {
    passages,
    state,
    progress: busy ? { done: total(filling, "passages"), total: total(filling, "total") } : null,
    syncedAt: times.length > 0 ? new Date(Math.max(...times.map(Number))) : null,
  } as const;
}

function total(rows: CountRow[], key: "passages" | "total"): number {
  return rows.reduce((sum, row) => sum + (row._sum[key] ?? 0), 0);
}

function uniqueById<T extends { id: string }>(items: T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
