"use client";

import { ExternalLink, FileText } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";
import { errorCodeOf } from "@/lib/i18n/error-text";
import type { DocumentView } from "./conversation-document";
import { useSaveDocument } from "./use-save-document";

interface SavedDocumentProps {
  conversationId: string;
  view: DocumentView;
  saved: NonNullable<DocumentView["saved"]>;
}

/** The document a conversation was saved into, and what of the conversation is not in it yet. */
export function SavedDocument({ conversationId, view, saved }: SavedDocumentProps) {
  const t = useTranslations("conversations.document");
  const { save, busy, error } = useSaveDocument(conversationId, ({ added: count }) =>
    toast(t("added", { count })),
  );
  const target = view.targets.find(({ connectionId }) => connectionId === saved.connectionId);
  const { documents, service, account } = saved;
  const canAdd = target?.writes === true && view.unsaved > 0 && !view.restricted;
  const gone = error !== null && errorCodeOf(error)?.code === "connector.document-gone";
  return (
    <section aria-label={t("saved", { documents })} className="mb-6 space-y-3">
      <div className="space-y-3 rounded-card border bg-raised px-3.5 py-3">
        <div className="flex gap-3 text-sm">
          <FileText aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-2" />
          <div className="min-w-0 grow">
            <p className="font-medium">{t("saved", { documents })}</p>
            <p className="text-xs break-words text-ink-2">
              {account !== null && <>{t("whose", { service, account })}, </>}
              {saved.savedAt && <RelativeTime date={saved.savedAt} />}
            </p>
            <a
              href={saved.url}
              target="_blank"
              rel="noopener noreferrer"
              className="mt-1 inline-flex min-h-6 items-center gap-1.5 text-accent-ink underline underline-offset-2"
            >
              {t("open")} <ExternalLink aria-hidden className="size-3.5" />
            </a>
          </div>
        </div>
        {canAdd && (
          <div className="flex flex-wrap items-center justify-between gap-2 pl-7">
            <p className="text-sm text-ink-2">{t("unsaved", { count: view.unsaved })}</p>
            <Button size="sm" busy={busy} onClick={() => save(saved.connectionId)}>
              {t("add")}
            </Button>
          </div>
        )}
      </div>
      {error && (
        <ErrorNotice
          error={error}
          actions={
            gone && (
              <Button
                size="sm"
                busy={busy}
                onClick={() => save(saved.connectionId, saved.documentId)}
              >
                {t("anew")}
              </Button>
            )
          }
        />
      )}
    </section>
  );
}
