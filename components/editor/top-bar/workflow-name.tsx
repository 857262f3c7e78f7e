"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { errorToast } from "@/components/ui/toast";
import { useErrorFormatter } from "@/lib/i18n/use-error-text";
import { useTRPC } from "@/lib/trpc/client";
import { useEditor, useEditorSession } from "../editor-context";

/** The workflow's name as the page's title; click to change it, Enter to keep, Escape to leave it. */
export function WorkflowName({ name }: { name: string }) {
  const t = useTranslations("editor");
  const readOnly = useEditor((state) => state.readOnly);
  const [draft, setDraft] = useState<string | null>(null);
  const rename = useRename();
  const shown = rename.isPending ? rename.variables.name : name;
  const keep = () => {
    const wanted = draft?.trim() ?? "";
    setDraft(null);
    if (wanted !== "" && wanted !== name) rename.run(wanted);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") keep();
    if (event.key === "Escape") setDraft(null);
  };
  return (
    <h1 className="min-w-0 text-sm font-semibold">
      {draft === null ? (
        <button
          type="button"
          disabled={readOnly}
          title={readOnly ? undefined : t("rename")}
          onClick={() => setDraft(shown)}
          className="block h-7 max-w-80 truncate rounded-control px-2 enabled:hover:bg-raised max-sm:max-w-36"
        >
          {shown}
        </button>
      ) : (
        <input
          // The person has just asked to type here.
          ref={(input) => input?.focus()}
          value={draft}
          maxLength={120}
          aria-label={t("nameLabel")}
          onChange={(event) => setDraft(event.target.value)}
          onFocus={(event) => event.target.select()}
          onBlur={keep}
          onKeyDown={onKeyDown}
          className="h-7 w-72 rounded-control border border-line-strong bg-surface px-2 max-sm:w-36"
        />
      )}
    </h1>
  );
}

function useRename() {
  const { workspace, workflowId } = useEditorSession();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const describe = useErrorFormatter();
  const mutation = useMutation(
    trpc.workflow.rename.mutationOptions({
      onSuccess: (_nothing, { name }) => {
        const key = trpc.workflow.get.queryKey({ workspace, id: workflowId });
        queries.setQueryData(key, (was) => was && { ...was, name });
        void queries.invalidateQueries({ queryKey: trpc.workflow.list.queryKey({ workspace }) });
      },
      onError: (error) => errorToast(describe(error).what),
    }),
  );
  const { isPending, variables } = mutation;
  const run = (name: string) => mutation.mutate({ workspace, id: workflowId, name });
  return isPending && variables
    ? { isPending: true as const, variables, run }
    : { isPending: false as const, run };
}
