"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useTRPC } from "@/lib/trpc/client";
import type { StoreSummary } from "./store-summary";

/** The id that stands for the embedder which needs no connection. */
export const BUILT_IN = "built-in";
/** The id that stands for the models on this machine. */
export const LOCAL = "local-transformers";

/** "Built-in", or the model and the connection it belongs to. */
export function EmbeddingName({ embedding }: { embedding: StoreSummary["embedding"] }) {
  const t = useTranslations("knowledge.store");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const connections = useQuery(trpc.connection.list.queryOptions({ workspace }));
  if (embedding.connectionId === BUILT_IN) return <>{t("builtIn")}</>;
  if (embedding.connectionId === LOCAL) return <>{t("localName", { model: embedding.model })}</>;
  const connection = connections.data?.find(({ id }) => id === embedding.connectionId);
  return <>{connection ? `${embedding.model} (${connection.name})` : embedding.model}</>;
}
