"use client";

import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { NameDialog } from "@/components/ui/name-dialog";
import type { DocumentSummary } from "./arrange-documents";
import { PasswordDialog } from "./password-dialog";
import { TagsDialog } from "./tags-dialog";
import type { useDocumentActions } from "./use-document-actions";

export type Asking = "rename" | "delete" | "tags" | "password";

export interface DocumentDialogsProps {
  document: DocumentSummary;
  actions: ReturnType<typeof useDocumentActions>;
  /** Null while nothing is asked. */
  asking: Asking | null;
  onClose: () => void;
}

/** What the menu of a document asks before it does something. */
export function DocumentDialogs({ document, actions, asking, onClose }: DocumentDialogsProps) {
  const t = useTranslations();
  const { slug: workspace } = useWorkspace();
  const { rename, remove, tag, unlock } = actions;
  const { id, name } = document;
  return (
    <>
      <NameDialog
        open={asking === "rename"}
        onOpenChange={onClose}
        title={t("knowledge.documents.renameTitle")}
        initial={name}
        submitLabel={t("common.rename")}
        onSubmit={(next) => rename.mutate({ workspace, id, name: next })}
        busy={rename.isPending}
        error={rename.error}
      />
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={onClose}
        title={t("knowledge.documents.deleteTitle", { name })}
        body={<p>{t("knowledge.documents.deleteBody", { passages: document.passages })}</p>}
        confirmLabel={t("knowledge.documents.deleteAction")}
        onConfirm={() => remove.mutate({ workspace, ids: [id] })}
        busy={remove.isPending}
        error={remove.error}
      />
      {asking === "tags" && (
        <TagsDialog
          of={document}
          onClose={onClose}
          onSubmit={(change) => tag.mutate(change)}
          busy={tag.isPending}
          error={tag.error}
        />
      )}
      {asking === "password" && (
        <PasswordDialog
          name={name}
          count={1}
          onClose={onClose}
          onSubmit={(password) => unlock.mutate(password)}
          busy={unlock.isPending}
          error={unlock.error}
        />
      )}
    </>
  );
}
