"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { isRunnable } from "@/lib/graph/validate";
import { diffGraphs } from "@/lib/graph/diff";
import { useEditor, useEditorSession } from "../editor-context";
import { GraphChanges, isMove } from "./graph-changes";
import { useVersionActions, useVersionGraph } from "./use-versions";

interface PublishFormProps {
  liveVersionId: string | null;
  nextNumber: number;
}

/** Shows what the draft changes for those who ask, and makes it the next version. */
export function PublishForm({ liveVersionId, nextNumber }: PublishFormProps) {
  const t = useTranslations("versions");
  const live = useVersionGraph(liveVersionId);
  const graph = useEditor((state) => state.graph);
  const runnable = useEditor((state) => isRunnable(state.problems));
  const [note, setNote] = useState("");
  const publish = usePublish(() => setNote(""));
  if (live.error) return <ErrorNotice error={live.error} onRetry={() => void live.refetch()} />;
  if (liveVersionId !== null && !live.data)
    return <Skeleton className="h-24 w-full rounded-card" />;
  const unchanged = live.data !== undefined && diffGraphs(live.data, graph).every(isMove);
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        publish.mutate(note);
      }}
    >
      {live.data ? (
        <GraphChanges before={live.data} after={graph} />
      ) : (
        <p className="text-sm text-ink-2">{t("first")}</p>
      )}
      {!unchanged && (
        <>
          <Field label={t("note")} help={t("noteHelp")}>
            <Textarea
              rows={2}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          </Field>
          {!runnable && <p className="text-sm text-refuse-ink">{t("notRunnable")}</p>}
          {publish.error && <ErrorNotice error={publish.error} />}
          <Button type="submit" variant="primary" busy={publish.isPending} disabled={!runnable}>
            {t("publish", { number: nextNumber })}
          </Button>
        </>
      )}
    </form>
  );
}

/** Publishes exactly what is on the screen: it is saved first, and a draft changed elsewhere meanwhile is refused. */
function usePublish(onDone: () => void) {
  const t = useTranslations("versions");
  const { autosave } = useEditorSession();
  const { of, publish } = useVersionActions();
  return useMutation({
    mutationFn: async (note: string) => {
      const saved = await autosave.saved();
      if (saved === null) throw new Error("The draft could not be saved.");
      return publish.mutateAsync({ ...of, baseRevision: saved.revision, note });
    },
    onSuccess: ({ number }) => {
      toast(t("published", { number }));
      onDone();
    },
  });
}
