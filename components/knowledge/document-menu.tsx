"use client";

import dynamic from "next/dynamic";
import {
  BookOpen,
  CircleX,
  Download,
  Ellipsis,
  KeyRound,
  Pause,
  PencilLine,
  Play,
  Replace,
  RotateCw,
  Tag,
  Trash2,
} from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { originalUrl } from "@/components/source-viewer/original-url";
import { isInWork, type DocumentSummary } from "./arrange-documents";
import type { Asking } from "./document-dialogs";
import { needsPassword } from "./document-state";
import { useDocumentActions } from "./use-document-actions";

const DocumentDialogs = dynamic(async () => (await import("./document-dialogs")).DocumentDialogs, {
  loading: () => null,
});

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
      data-nav="menu"
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
  const [asking, setAsking] = useState<Asking | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const actions = useDocumentActions(document, { onDone: () => setAsking(null) });
  const { id, name } = document;
  return (
    <>
      <Menu
        align="end"
        defaultOpen
        trigger={
          <IconButton
            icon={Ellipsis}
            label={t("common.moreActions", { name })}
            tooltip={false}
            data-nav="menu"
          />
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
            <Steering document={document} actions={actions} onAsk={setAsking} />
            <MenuItem icon={Tag} onSelect={() => setAsking("tags")}>
              {t("knowledge.documents.tags")}
            </MenuItem>
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
          if (chosen) actions.replace.mutate(chosen);
          event.target.value = "";
        }}
      />
      <DocumentDialogs
        document={document}
        actions={actions}
        asking={asking}
        onClose={() => setAsking(null)}
      />
    </>
  );
}

interface SteeringProps {
  document: DocumentSummary;
  actions: ReturnType<typeof useDocumentActions>;
  onAsk: (asking: Asking) => void;
}

/** What makes sense in the state the document is in. */
function Steering({ document, actions: { steer }, onAsk }: SteeringProps) {
  const t = useTranslations();
  const { state } = document;
  const inWork = isInWork(document);
  return (
    <>
      {needsPassword(document) && (
        <MenuItem icon={KeyRound} onSelect={() => onAsk("password")}>
          {t("knowledge.documents.password")}
        </MenuItem>
      )}
      {(state === "failed" || state === "skipped") && (
        <MenuItem icon={RotateCw} onSelect={() => steer.mutate("retry")}>
          {t("common.retry")}
        </MenuItem>
      )}
      {state === "paused" && (
        <MenuItem icon={Play} onSelect={() => steer.mutate("resume")}>
          {t("knowledge.bulk.resume")}
        </MenuItem>
      )}
      {inWork && (
        <MenuItem icon={Pause} onSelect={() => steer.mutate("pause")}>
          {t("knowledge.bulk.pause")}
        </MenuItem>
      )}
      {(inWork || state === "paused") && (
        <MenuItem icon={CircleX} onSelect={() => steer.mutate("cancel")}>
          {t("knowledge.bulk.cancelAction")}
        </MenuItem>
      )}
    </>
  );
}
