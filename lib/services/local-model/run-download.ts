import "server-only";
import type { RunError } from "@/lib/graph/run-events";
import { allowedBy } from "@/lib/net/allow-list";
import { noteState, readState } from "@/lib/providers/local-transformers/download-folder";
import { downloadModel } from "@/lib/providers/local-transformers/download-model";
import { knownModel } from "@/lib/providers/local-transformers/known-models";
import type { WorkspaceScope } from "../context";

interface Attempt {
  readonly model: string;
  readonly attempt: string;
}

/**
 * Brings the files of a model that was asked for, from where an earlier try stopped; nothing once it was cancelled.
 * Private hosts are reached as the admins of the workspace allow. Throws the errors of `downloadModel`.
 */
export async function runDownload({
  ctx,
  input: { model, attempt },
  signal,
}: {
  ctx: WorkspaceScope;
  input: Attempt;
  signal: AbortSignal;
}): Promise<void> {
  const { dir: modelsDir, host } = ctx.models;
  const known = knownModel(model);
  const state = await readState(modelsDir, { model, attempt });
  if (!known || !state) return;
  const hosts = await ctx.db.allowedHost.findMany({
    where: { workspaceId: ctx.workspace.id },
    select: { host: true, port: true },
  });
  await downloadModel({
    modelsDir,
    known,
    download: { model, attempt, ...state },
    host,
    fetch: ctx.outbound.allowing(allowedBy(hosts)).fetch,
    signal,
  });
}

/** Says on the page why a download was given up; what came of it is kept for another try. */
export async function failDownload({
  ctx,
  input: { model, attempt },
  error,
}: {
  ctx: WorkspaceScope;
  input: Attempt;
  error: RunError;
}): Promise<void> {
  const { dir } = ctx.models;
  const state = await readState(dir, { model, attempt });
  if (!state) return;
  const { code, params } = error;
  await noteState(dir, { model, attempt, ...state, state: "failed", error: { code, params } });
}
