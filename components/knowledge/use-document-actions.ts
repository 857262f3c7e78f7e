"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { SendError } from "@/components/uploads/send-body";
import { sendDocument } from "@/components/uploads/send-document";
import { useUploadPlace } from "@/components/uploads/use-upload-place";
import { toast } from "@/components/ui/toast";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC, useTRPCClient } from "@/lib/trpc/client";
import type { DocumentSummary } from "./arrange-documents";
import type { TagChange } from "./use-bulk";
import { useDeletionToast } from "./use-deletion-toast";

type Document = Pick<DocumentSummary, "id" | "sourceId" | "name">;

/** Everything that is done to one document; `onDone` closes the dialog that asked. */
export function useDocumentActions(document: Document, { onDone }: { onDone: () => void }) {
  const t = useTranslations("knowledge.documents");
  const trpc = useTRPC();
  const { document: call } = useTRPCClient();
  const queryClient = useQueryClient();
  const onError = useErrorToast();
  const sayDeleted = useDeletionToast();
  const { slug: workspace } = useWorkspace();
  const place = useUploadPlace();
  const { id, sourceId, name } = document;
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.document.pathFilter()),
      queryClient.invalidateQueries(trpc.source.list.pathFilter()),
      queryClient.invalidateQueries(trpc.store.list.pathFilter()),
    ]);
  const rename = useMutation(
    trpc.document.rename.mutationOptions({
      onSuccess: async () => {
        await refresh();
        onDone();
      },
    }),
  );
  const remove = useMutation(
    trpc.document.delete.mutationOptions({
      onSuccess: async ({ passagesRemoved }) => {
        onDone();
        sayDeleted(t("deleted", { name, passages: passagesRemoved }), id);
        await refresh();
      },
    }),
  );
  const steer = useMutation({
    mutationFn: (verb: "retry" | "pause" | "resume" | "cancel") =>
      call[verb].mutate({ workspace, ids: [id] }),
    onError,
    onSuccess: () => refresh(),
  });
  const close = { onSuccess: () => refresh().then(onDone) };
  const unlock = useMutation({
    mutationFn: (password: string) => call.unlock.mutate({ workspace, id, password }),
    ...close,
  });
  const tag = useMutation({
    mutationFn: (change: TagChange) => call.changeTags.mutate({ workspace, ids: [id], ...change }),
    ...close,
  });
  const replace = useMutation({
    mutationFn: (file: File) => {
      // Nothing would show that it waits for a connection.
      const lost = new AbortController();
      const onOffline = () => lost.abort(new SendError("client.offline"));
      const document = { sourceId, file, replaces: id };
      return sendDocument(place, document, { signal: lost.signal, onOffline });
    },
    onError,
    onSuccess: async () => {
      toast(t("replaced", { name }));
      await refresh();
    },
  });
  return { rename, remove, steer, unlock, tag, replace };
}
