"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { SourceSheet } from "@/components/source-viewer/source-sheet";
import { ErrorNotice } from "@/components/ui/error-notice";
import { WhyPassage, type Decision } from "@/components/why-passage/why-passage";
import type { Passage } from "@/lib/graph/values";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { useEditorSession } from "../editor-context";

/** What a search of a run found, best first, and why each: how it was ranked, and what the router made of it. */
export function PassagesFound({ runId, nodeId }: { runId: string; nodeId: string }) {
  const t = useTranslations("editor.tryIt");
  const { workspace } = useEditorSession();
  const trpc = useTRPC();
  const why = useQuery(
    trpc.run.whyPassages.queryOptions({ workspace, runId, nodeId }, { staleTime: Infinity }),
  );
  if (why.error) return <ErrorNotice error={why.error} />;
  if (!why.data) return <p className="text-ink-2">{t("loadingDetail")}</p>;
  const { passages, decision } = why.data;
  if (!passages) return <p className="text-ink-2">{t("passagesGone")}</p>;
  if (passages.length === 0) return <p className="text-ink-2">{t("nothingFound")}</p>;
  return (
    <div>
      <p className="font-medium text-ink-2">{t("passagesFound")}</p>
      <ol className="mt-1 space-y-1.5">
        {passages.map((passage) => (
          <Found key={passage.id} passage={passage} decision={decisionOn(passage.id, decision)} />
        ))}
      </ol>
    </div>
  );
}

function decisionOn(
  passageId: string,
  decision: RouterOutputs["run"]["whyPassages"]["decision"],
): Decision | undefined {
  const weight = decision?.weights.find(({ id }) => id === passageId);
  if (!decision || !weight) return undefined;
  return { score: decision.fast, without: weight.without, thresholds: [decision.threshold] };
}

function Found({ passage, decision }: { passage: Passage; decision: Decision | undefined }) {
  const t = useTranslations("editor.tryIt");
  const [open, setOpen] = useState(false);
  const { documentName, page, text } = passage;
  return (
    <li data-passage className="rounded-control bg-surface px-2 py-1.5">
      <button
        type="button"
        aria-label={t("openPassage", { name: documentName })}
        onClick={() => setOpen(true)}
        className="block w-full rounded-control text-left hover:bg-raised"
      >
        <span className="block break-words text-ink-2">
          <span className="font-medium text-ink">{documentName}</span>
          {page !== null && ` · ${t("page", { page })}`}
        </span>
        <span className="line-clamp-3 break-words">{text}</span>
      </button>
      <WhyPassage passage={passage} decision={decision} />
      <SourceSheet open={open} onOpenChange={setOpen} passage={passage} />
    </li>
  );
}
