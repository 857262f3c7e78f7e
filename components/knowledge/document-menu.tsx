"use client";

import { BookOpen, Download, Ellipsis, PencilLine, Replace, RotateCw, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { NameDialog } from "@/components/ui/name-dialog";
import { originalUrl } from "@/components/source-viewer/original-url";
import type { DocumentSummary } from "./arrange-documents";
import { useDocumentActions } from "./use-document-actions";

/**
 * Everything one does to a document. Until it is first opened it is a plain button: a long table shows dozens of rows
 * with each step of scrolling, and a menu with its dialogs in each would be felt.
 */
export function DocumentMenu({ document }: { document: DocumentSummary }) {
  const t = useTranslations("common");
  const [used, setUsed] = useState(false);
  if (used) return <UsedDocumentMenu document={document} />;
  return (
    <IconButton
      icon={Ellipsis}
      label={t("moreActions", { name: document.name })}
      tooltip={false}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={() => setUsed(true)}
    />
  );
}

function UsedDocumentMenu({ document }: { document: DocumentSummary }) {
  const t = useTranslations();
  const { slug: workspace } = useWorkspace();
  const canEdit = useCan("knowledge.edit");
  const [asking, setAsking] = useState<"rename" | "delete" | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const { rename, remove, retry, replace } = useDocumentActions(document, {
    onDone: () => setAsking(null),
  });
  const { id, name } = document;
  return (
    <>
      <Menu
        align="end"
        defaultOpen
        trigger={
          <IconButton icon={Ellipsis} label={t("common.moreActions", { name })} tooltip={false} />
        }
      >
        <MenuItem asChild>
          <Link href={`/${workspace}/knowledge/documents/${id}`}>
            <BookOpen aria-hidden className="size-4 text-ink-2" />
            {t("knowledge.documents.view")}
          </Link>
        </MenuItem>
        <MenuItem asChild>
          <a href={originalUrl(workspace, id)} download>
            <Download aria-hidden className="size-4 text-ink-2" />
            {t("knowledge.documents.download")}
          </a>
        </MenuItem>
        {canEdit && (
          <>
            <MenuSeparator />
            {(document.state === "failed" || document.state === "skipped") && (
              <MenuItem icon={RotateCw} onSelect={() => retry.mutate({ workspace, ids: [id] })}>
                {t("common.retry")}
              </MenuItem>
            )}
            <MenuItem icon={Replace} onSelect={() => file.current?.click()}>
              {t("knowledge.documents.replace")}
            </MenuItem>
            <MenuItem icon={PencilLine} onSelect={() => setAsking("rename")}>
              {t("common.rename")}
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={Trash2} tone="danger" onSelect={() => setAsking("delete")}>
              {t("common.delete")}
            </MenuItem>
          </>
        )}
      </Menu>
      <input
        ref={file}
        type="file"
        hidden
        aria-label={t("knowledge.documents.replace")}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen) replace.mutate(chosen);
          event.target.value = "";
        }}
      />
      <NameDialog
        open={asking === "rename"}
        onOpenChange={() => setAsking(null)}
        title={t("knowledge.documents.renameTitle")}
        initial={name}
        submitLabel={t("common.rename")}
        onSubmit={(next) => rename.mutate({ workspace, id, name: next })}
        busy={rename.isPending}
        error={rename.error}
      />
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={() => setAsking(null)}
        title={t("knowledge.documents.deleteTitle", { name })}
        body={<p>{t("knowledge.documents.deleteBody", { passages: document.passages })}</p>}
        confirmLabel={t("knowledge.documents.deleteAction")}
        onConfirm={() => remove.mutate({ workspace, ids: [id] })}
        busy={remove.isPending}
        error={remove.error}
      />
    </>
  );
}
