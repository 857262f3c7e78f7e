"use client";

import dynamic from "next/dynamic";
import { Copy, FileSpreadsheet, FileText, FileType2, Globe, StickyNote } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { withDynamicKeys } from "@/lib/i18n/dynamic-keys";
import { useErrorText } from "@/lib/i18n/use-error-text";
import type { DocumentSummary } from "./arrange-documents";
import { needsPassword } from "./document-state";
import { useDocumentActions } from "./use-document-actions";

const PasswordDialog = dynamic(async () => (await import("./password-dialog")).PasswordDialog, {
  loading: () => null,
});

/** The name, and below it what makes this document different from others. */
export function DocumentName({ document }: { document: DocumentSummary }) {
  const { slug } = useWorkspace();
  const { id, name, folder, language, state, error } = document;
  return (
    <>
      <span className="flex min-w-0 items-center gap-2.5">
        <FormatIcon mimeType={document.mimeType} />
        <Link
          href={`/${slug}/knowledge/documents/${id}`}
          title={folder ? `${folder}/${name}` : name}
          data-nav="name"
          className="truncate underline-offset-4 hover:underline"
        >
          {name}
        </Link>
        {language && <Language code={language} />}
      </span>
      <Marks document={document} />
      {needsPassword(document) ? (
        <Locked document={document} />
      ) : (
        error && <Reason error={error} failed={state === "failed"} />
      )}
    </>
  );
}

function Marks({ document }: { document: DocumentSummary }) {
  const t = useTranslations("knowledge.documents");
  const { slug } = useWorkspace();
  const { tags, same, warnings } = document;
  if (tags.length + warnings.length === 0 && !same) return null;
  return (
    <div className="mt-0.5 flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 pl-6.5 text-xs text-ink-2">
      {tags.map((tag) => (
        <Badge key={tag} className="h-5 max-w-40">
          <span className="truncate">{tag}</span>
        </Badge>
      ))}
      {same && (
        <Link
          href={`/${slug}/knowledge/documents/${same.id}`}
          className="inline-flex min-h-6 min-w-0 items-center gap-1 underline-offset-4 hover:underline"
        >
          <Copy aria-hidden className="size-3.5" />
          <span className="truncate">{t("same", { name: same.name, others: same.count - 1 })}</span>
        </Link>
      )}
      {warnings.length > 0 && <Notes name={document.name} warnings={warnings} />}
    </div>
  );
}

/** "DE"; the whole word, in the reader's language, on hover and for screen readers. */
function Language({ code }: { code: string }) {
  const locale = useLocale();
  const names = new Intl.DisplayNames([locale], { type: "language", fallback: "code" });
  const name = names.of(code) ?? code;
  return (
    <span title={name} className="shrink-0 text-xs text-ink-3">
      <span aria-hidden>{code.toUpperCase()}</span>
      <span className="sr-only">{name}</span>
    </span>
  );
}

/** What one should know of how it was read. A plain button until it is used, like the menu of a row. */
function Notes({ name, warnings }: Pick<DocumentSummary, "name" | "warnings">) {
  const t = useTranslations("knowledge.documents");
  const translate = withDynamicKeys(useTranslations());
  const [open, setOpen] = useState<boolean | null>(null);
  const unused = open === null;
  const button = (
    <Button
      variant="link"
      className="min-h-6 gap-1 text-xs"
      onClick={unused ? () => setOpen(true) : undefined}
    >
      <StickyNote aria-hidden className="size-3.5" />
      {t("notes", { count: warnings.length })}
    </Button>
  );
  if (unused) return button;
  return (
    <Popover label={t("notesOf", { name })} open={open} onOpenChange={setOpen} trigger={button}>
      <ul className="space-y-2 text-sm">
        {warnings.map(({ code, params }, at) => {
          const key = `ingestion.warnings.${code}`;
          return <li key={at}>{translate.has(key) ? translate(key, textValues(params)) : code}</li>;
        })}
      </ul>
    </Popover>
  );
}

function textValues(params: DocumentSummary["warnings"][number]["params"]) {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      typeof value === "number" ? value : String(value ?? ""),
    ]),
  );
}

function Locked({ document }: { document: DocumentSummary }) {
  const t = useTranslations("knowledge.documents");
  const password = useTranslations("knowledge.password");
  const canEdit = useCan("knowledge.edit");
  const [asking, setAsking] = useState(false);
  return (
    <div className="mt-0.5 pl-6.5 text-xs text-ink-2">
      <p className="text-pretty break-words">
        {password("why")}{" "}
        {canEdit && (
          <Button variant="link" className="min-h-6 text-xs" onClick={() => setAsking(true)}>
            {t("password")}
          </Button>
        )}
      </p>
      {asking && <AskPassword document={document} onClose={() => setAsking(false)} />}
    </div>
  );
}

function AskPassword({ document, onClose }: { document: DocumentSummary; onClose: () => void }) {
  const { unlock } = useDocumentActions(document, { onDone: onClose });
  return (
    <PasswordDialog
      name={document.name}
      count={1}
      onClose={onClose}
      onSubmit={(password) => unlock.mutate(password)}
      busy={unlock.isPending}
      error={unlock.error}
    />
  );
}

function Reason({ error, failed }: { error: unknown; failed: boolean }) {
  const { what, next } = useErrorText(error);
  return (
    <p className="mt-0.5 pl-6.5 text-xs text-pretty break-words text-ink-2">
      <span className={failed ? "text-danger-ink" : undefined}>{what}</span> {next}
    </p>
  );
}

function FormatIcon({ mimeType }: { mimeType: string }) {
  const looks = { "aria-hidden": true, className: "size-4 shrink-0 text-ink-3" };
  if (/csv|sheet|excel/.test(mimeType)) return <FileSpreadsheet {...looks} />;
  if (mimeType.includes("html")) return <Globe {...looks} />;
  if (mimeType.includes("pdf")) return <FileType2 {...looks} />;
  return <FileText {...looks} />;
}
