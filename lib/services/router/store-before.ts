import { AppError } from "@/lib/errors/app-error";
import type { Graph } from "@/lib/graph/document";
import { router } from "@/lib/nodes/router/definition";
import type { RouterParams } from "@/lib/nodes/router/params";
import { vectorStore } from "@/lib/nodes/vector-store/definition";
import {
  rewordSettings,
  searchSettings,
  type RewordSettings,
  type SearchSettings,
} from "@/lib/nodes/vector-store/search-settings";
import { found } from "../not-found";

/** How passages are searched for, and how the question is worded otherwise first. */
export type StoreSettings = SearchSettings & { readonly reword?: RewordSettings };

/**
 * The settings of the Vector store node whose passages reach a router. Throws `node.not-found` when there is no such
 * router, `router.no-store` when no store is wired to it.
 */
export function storeBefore(graph: Graph, routerId: string): StoreSettings {
  found("node", findRouter(graph, routerId));
  const edge = graph.edges.find(
    (candidate) => candidate.target === routerId && candidate.targetPort === "passages",
  );
  const node = graph.nodes.find(
    (candidate) => candidate.id === edge?.source && candidate.type === vectorStore.type,
  );
  const params = node && vectorStore.params.safeParse(node.params);
  const settings = params?.success ? searchSettings(params.data) : null;
  if (!params?.success || !settings) throw new AppError("router.no-store", "bad-request");
  const reword = rewordSettings(params.data);
  return reword ? { ...settings, reword } : settings;
}

/** The settings of a router. Throws `node.not-found`, also for settings that can't be read. */
export function routerSettings(graph: Graph, routerId: string): RouterParams {
  const { params } = found("node", findRouter(graph, routerId));
  return found("node", router.params.safeParse(params).data);
}

function findRouter(graph: Graph, id: string) {
  return graph.nodes.find((node) => node.id === id && node.type === router.type);
}
