import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { AppError } from "@/lib/errors/app-error";
import type { Graph } from "@/lib/graph/document";
import { toExecutable } from "@/lib/graph/executable";
import { nodeCatalog } from "@/lib/nodes/catalog";
import type { WorkspaceContext } from "../context";
import { found } from "../not-found";

/** A draft as it can be run. Throws `workflow.not-runnable`, with the first problem in `params`. */
export function runnableGraph(draft: unknown): Graph {
  const executable = toExecutable(draft, nodeCatalog);
  if (executable.ok) return executable.graph.document;
  const [first] = executable.problems;
  throw new AppError("workflow.not-runnable", "bad-request", {
    params: { count: executable.problems.length, problem: first?.code ?? "" },
  });
}

/** The update of nothing makes the statement return the row that was there, also when two make it at once. */
const PUT_SNAPSHOT = `
  insert into "WorkflowSnapshot" (id, "workspaceId", "workflowId", hash, graph) values ($1, $2, $3, $4, $5::jsonb)
  on conflict ("workflowId", hash) do update set hash = excluded.hash
  returning id`;

/** Ids of stored snapshots by workflow and hash. They never change, and go with their workflow only. */
const stored = new Map<string, string>();
const STORED_LIMIT = 10_000;

/** The id of the snapshot with exactly this graph, stored once per content. Not inside a transaction. */
export async function snapshotOf(
  ctx: WorkspaceContext,
  { workflowId, graph }: { workflowId: string; graph: Graph },
): Promise<string> {
  const text = canonicalJson(graph);
  const hash = createHash("sha256").update(text).digest("hex");
  const key = `${workflowId} ${hash}`;
  const known = stored.get(key);
  if (known !== undefined) return known;
  const params = [randomUUID(), ctx.workspace.id, workflowId, hash, text];
  const [row] = await ctx.sql.query<{ id: string }>(PUT_SNAPSHOT, params);
  const { id } = found("workflow", row);
  if (stored.size >= STORED_LIMIT) stored.clear();
  stored.set(key, id);
  return id;
}

/** JSON with the keys of every object in order: equal documents give equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
