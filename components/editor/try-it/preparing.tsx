"use client";

import { useTranslations } from "use-intl";
import { Progress } from "@/components/ui/progress";
import { useEditor } from "../editor-context";
import { useSources, useStores } from "../use-names";

/** Says while documents are being prepared that answers come from those that are ready. */
export function Preparing() {
  const t = useTranslations("editor.tryIt");
  const { ready, total } = usePreparation();
  if (ready >= total) return null;
  const text = t("preparing", { ready, total });
  return (
    <div
      role="status"
      data-preparing
      className="mx-3 mb-2 rounded-control bg-raised px-3 py-2 text-xs text-ink-2"
    >
      <p>{text}</p>
      <Progress value={{ done: ready, total }} label={text} className="mt-1.5" />
    </div>
  );
}

/** How many documents of the stores that the workflow searches can be found; those that can't be read don't count. */
function usePreparation(): { ready: number; total: number } {
  const graph = useEditor((state) => state.graph);
  const stores = useStores();
  const sources = useSources();
  const searched = new Set(graph.nodes.map(({ params }) => params.storeId));
  const feeding = new Set(
    stores
      .filter(({ id }) => searched.has(id))
      .flatMap((store) => store.sources.map(({ id }) => id)),
  );
  return sources
    .filter(({ id }) => feeding.has(id))
    .reduce(
      (sum, { documents, ready, failed, skipped }) => ({
        ready: sum.ready + ready,
        total: sum.total + documents - failed - skipped,
      }),
      { ready: 0, total: 0 },
    );
}
