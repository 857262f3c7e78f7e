import "server-only";
import { LOCAL_TRANSFORMERS } from "@/lib/providers/local-transformers/definition";
import { listDownloads } from "@/lib/providers/local-transformers/download-folder";
import { knownModel, knownModels } from "@/lib/providers/local-transformers/known-models";
import { listModels } from "@/lib/providers/local-transformers/model-folder";
import { hostOf } from "@/lib/providers/local-transformers/model-host";
import type { WorkspaceContext } from "../context";

/** A model that runs on this machine, or could. */
export interface LocalModel {
  /** Name of its folder, and of the model where a store's embedding is chosen. */
  id: string;
  label: string;
  state: "absent" | "queued" | "downloading" | "failed" | "ready";
  /** What there is on the disk or, before that, what the download will take. */
  bytes: number;
  /** While a download is under way or failed; `total` is null until the host was asked. */
  download: { done: number; total: number | null } | null;
  error: { code: string; params: Record<string, string | number | boolean | null> } | null;
  /** Where it can be downloaded; null for a model an admin put there. */
  origin: { host: string; repository: string; licence: string } | null;
  /** Stores of this workspace that find their passages with it. */
  stores: string[];
}

/** The models on this machine and those that can be downloaded to it. */
export async function listLocalModels({ ctx }: { ctx: WorkspaceContext }): Promise<LocalModel[]> {
  const { dir } = ctx.models;
  const [installed, downloads, uses] = await Promise.all([
    listModels(dir),
    listDownloads(dir),
    storesByModel(ctx),
  ]);
  const ids = new Set([...Object.keys(knownModels), ...installed.map(({ id }) => id)]);
  return [...ids].map((id) => {
    const known = knownModel(id);
    const here = installed.find((model) => model.id === id);
    const download = here ? undefined : downloads.find(({ model }) => model === id);
    return {
      id,
      label: known?.label ?? id,
      state: here ? "ready" : (download?.state ?? "absent"),
      bytes: here?.bytes ?? download?.total ?? known?.bytes ?? 0,
      download: download ? { done: download.done, total: download.total } : null,
      error: download?.error ?? null,
      origin: known
        ? { host: hostOf(ctx.models), repository: known.repository, licence: known.licence }
        : null,
      stores: uses.get(id) ?? [],
    };
  });
}

async function storesByModel({ db, workspace }: WorkspaceContext): Promise<Map<string, string[]>> {
  const indexes = await db.storeIndex.findMany({
    where: {
      workspaceId: workspace.id,
      connectionId: LOCAL_TRANSFORMERS,
      state: { in: ["active", "building"] },
      store: { deletedAt: null },
    },
    select: { model: true, store: { select: { name: true } } },
  });
  const uses = new Map<string, Set<string>>();
  for (const { model, store } of indexes) {
    uses.set(model, (uses.get(model) ?? new Set()).add(store.name));
  }
  return new Map([...uses].map(([model, names]) => [model, [...names].sort()]));
}
