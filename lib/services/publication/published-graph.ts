import "server-only";
import type { Graph } from "@/lib/graph/document";
import type { ServiceContext } from "../context";
import { found } from "../not-found";
import { runnableGraph } from "../workflow/snapshot";

/** Graphs by the id of their snapshot, which never changes. */
const graphs = new Map<string, Graph>();
const KEPT = 500;

/** The graph of a published version, as it can be run. Throws `version.not-found`, `workflow.not-runnable`. */
export async function publishedGraph(
  { db }: Pick<ServiceContext, "db">,
  { snapshotId, workspaceId }: { snapshotId: string; workspaceId: string },
): Promise<Graph> {
  const key = `${workspaceId} ${snapshotId}`;
  const known = graphs.get(key);
  if (known) return known;
  const snapshot = found(
    "version",
    await db.workflowSnapshot.findFirst({
      where: { id: snapshotId, workspaceId },
      select: { graph: true },
    }),
  );
  const graph = frozen(runnableGraph(snapshot.graph));
  if (graphs.size >= KEPT) graphs.clear();
  graphs.set(key, graph);
  return graph;
}

/** The engine reads a document that can't change only once. */
function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
