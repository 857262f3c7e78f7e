"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/lib/trpc/client";

interface DeleteConversationProps {
  conversationId: string;
  onDeleted: () => void;
}

export function DeleteConversation({ conversationId, onDeleted }: DeleteConversationProps) {
  const t = useTranslations("conversations");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [asking, setAsking] = useState(false);
  const remove = useMutation(
    trpc.conversation.delete.mutationOptions({
      onSuccess: async () => {
        toast(t("deleted"));
        onDeleted();
        await queries.invalidateQueries(trpc.conversation.list.pathFilter());
      },
    }),
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t("delete")}</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("deleteTitle")}
        body={t("deleteBody")}
        confirmLabel={t("delete")}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ workspace, conversationId })}
      />
    </>
  );
}
