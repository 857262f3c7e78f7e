"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC, type RouterInputs } from "@/lib/trpc/client";
import type { PassageItem } from "../passage-items";

type Target = RouterInputs["correction"]["edit"]["target"];

/** What a correction of an item is made on; null where there is nothing to correct. */
export function targetOf(item: PassageItem, versionId: string | null): Target | null {
  if (item.correction) return { correctionId: item.correction.id };
  return item.range && versionId !== null ? { versionId, ...item.range } : null;
}

/** Edits, excludes, adds and takes back; `onDone` closes the dialog that asked. */
export function useCorrections(documentId: string, { onDone }: { onDone: () => void }) {
  const t = useTranslations("documentPage.passages");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onError = useErrorToast();
  const { slug: workspace } = useWorkspace();
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.document.pathFilter()),
      queryClient.invalidateQueries(trpc.store.list.pathFilter()),
    ]);
  // What somebody else did meanwhile is the usual reason for a refusal: it is shown.
  const onSettled = () => refresh();
  const undo = useMutation(
    trpc.correction.undo.mutationOptions({
      onError,
      onSettled,
      onSuccess: () => toast(t("wasUndone")),
    }),
  );
  const exclude = useMutation(
    trpc.correction.exclude.mutationOptions({
      onError,
      onSettled,
      onSuccess: ({ id }) => {
        const takeBack = id !== null && {
          action: {
            label: common("undo"),
            onClick: () => undo.mutate({ workspace, documentId, id }),
          },
        };
        toast(t("wasExcluded"), takeBack || undefined);
      },
    }),
  );
  const edit = useMutation(
    trpc.correction.edit.mutationOptions({
      onSettled,
      onSuccess: () => {
        onDone();
        toast(t("saved"));
      },
    }),
  );
  const add = useMutation(
    trpc.correction.add.mutationOptions({
      onSettled,
      onSuccess: () => {
        onDone();
        toast(t("wasAdded"));
      },
    }),
  );
  return { undo, exclude, edit, add };
}
